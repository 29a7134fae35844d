import type { Project, ProjectMiddleware } from '../../model/repository/index.ts';
import { item } from '../item.ts';
import { NotAvailable } from '../not-available.ts';
import type { ClassDef, FunctionDef } from '../python/ast.ts';
import { loadPython } from '../python/parse.ts';
import type { Repository } from '../repository.ts';
import { answersOf, settingsReadIn } from './middleware-answers.ts';
import { findMember, packageOf } from './modules.ts';
import { listedIn, settingsOf } from './project-settings.ts';
import { importsOf, moduleOf } from './python-files.ts';

/** The middleware of MIDDLEWARE that is the project's own code, in the order of the setting. */
export async function readMiddleware(repository: Repository): Promise<readonly ProjectMiddleware[]> {
  const project = await repository.fact('repository.project');
  const settings = await settingsOf(repository);
  if (settings === undefined) throw new NotAvailable('the settings could not be computed: MIDDLEWARE is not known');
  await loadPython();
  return listedIn(settings, 'MIDDLEWARE').flatMap((dotted): readonly ProjectMiddleware[] => {
    const found = definitionOf(repository, project, dotted, 0);
    if (found === undefined) return [];
    const { definition, path } = found;
    const location = { path, line: definition.span.line, column: definition.span.column };
    return [
      {
        ...item(location, definition.name, 'production'),
        dotted,
        name: definition.name,
        answers: answersOf(definition, path, repository.text(path) ?? ''),
        settings: settingsReadIn(definition),
      },
    ];
  });
}

interface Found {
  readonly definition: ClassDef | FunctionDef;
  readonly path: string;
}

/** The class or function of that name, through the modules that only pass it on. */
function definitionOf(repository: Repository, project: Project, dotted: string, depth: number): Found | undefined {
  const found = findMember(repository, project, dotted);
  const body = found === undefined || depth > 5 ? undefined : moduleOf(repository, found.module.path)?.body;
  if (found === undefined || body === undefined) return undefined;
  const definition = body.find(
    (one): one is ClassDef | FunctionDef =>
      (one.type === 'ClassDef' || one.type === 'FunctionDef') && one.name === found.member,
  );
  if (definition !== undefined) return { definition, path: found.module.path };
  const elsewhere = importsOf(body, packageOf(found.module)).get(found.member);
  return elsewhere === undefined || elsewhere === dotted
    ? undefined
    : definitionOf(repository, project, elsewhere, depth + 1);
}
