import type { Location } from '../../model/location.ts';
import type { Dockerfile, RuntimeVersion, Workflow, WorkflowJob } from '../../model/repository/index.ts';
import { documentOf } from '../data/documents.ts';
import { entryAt, textOf } from '../data/node.ts';
import { item, startOf, UniqueNames } from '../item.ts';
import { nameOf } from '../paths.ts';
import { holdsPython } from '../processes/images.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';

type Found = Pick<RuntimeVersion, 'runtime' | 'version' | 'source' | 'use'> & { readonly location: Location };

/** Every place that names a version of Python or Node.js. */
export async function readRuntimes(repository: Repository): Promise<readonly RuntimeVersion[]> {
  const dockerfiles = await repository.fact('repository.dockerfiles');
  const workflows = await repository.fact('repository.workflows');
  const beanstalk = await repository.fact('repository.elasticBeanstalk');
  const { files } = await repository.fact('repository.dependencies');
  const platform = beanstalk.config?.platform;
  const found: readonly Found[] = [
    ...dockerfiles.flatMap(inDockerfile),
    ...repository.files.flatMap(({ path }) => inFile(repository, path)),
    ...files.flatMap(({ python, format, path }): readonly Found[] => {
      if (python === undefined) return [];
      const source = format === 'pipfile' ? 'pipfile' : format === 'pyproject' ? 'pyproject' : 'lock';
      return [
        {
          runtime: 'python',
          version: python.specifier,
          source,
          use: 'declared',
          location: { ...python.location, path },
        },
      ];
    }),
    ...files.flatMap(({ generatedBy, path }): readonly Found[] =>
      generatedBy?.python === undefined
        ? []
        : [
            {
              runtime: 'python',
              version: generatedBy.python,
              source: 'lock',
              use: 'declared',
              location: startOf(path),
            },
          ],
    ),
    ...workflows.flatMap(inWorkflow),
    ...(platform === undefined ? [] : inPlatform(platform.text, platform.location)),
  ];
  const names = new UniqueNames();
  return found.map(({ location, ...rest }) => {
    const made = item(
      location,
      undefined,
      rest.source === 'workflow' || rest.source === 'dockerfile' ? undefined : roleOf(location.path),
    );
    const id = names.take(`${location.path}#${rest.runtime}`);
    return { ...made, ref: { ...made.ref, id }, ...rest };
  });
}

function inDockerfile(dockerfile: Dockerfile): readonly Found[] {
  if (!dockerfile.production) return [];
  const { stages, final } = dockerfile;
  return stages.flatMap(({ base, index, runs, args }): readonly Found[] => {
    const use = final.stages.includes(index) ? 'run' : 'build';
    const found: Found[] = [];
    if (base.kind === 'image') {
      const runtime = /(^|\/)(python|uv|node)$/.exec(base.image.repository)?.[2];
      const tag = base.image.tag ?? '';
      const version = runtime === 'uv' ? /python([\d.]+)/.exec(tag)?.[1] : /^(\d[\d.]*)/.exec(tag)?.[1];
      if (runtime !== undefined && version !== undefined && (runtime === 'node' || holdsPython(dockerfile)))
        found.push({
          runtime: runtime === 'node' ? 'node' : 'python',
          version,
          source: 'dockerfile',
          use,
          location: base.image.location,
        });
    }
    const serves = use === 'run' && !holdsPython(dockerfile);
    for (const run of runs) {
      const node = /(?:nodesource\.com\/setup_|n install |nvm install )v?(\d+)/.exec(run.text)?.[1];
      if (node !== undefined)
        found.push({
          runtime: 'node',
          version: node,
          source: 'dockerfile',
          use: serves ? 'run' : 'build',
          location: run.location,
        });
    }
    for (const { name, default: value, location } of args) {
      const version = value?.status === 'known' ? /^v?(\d[\d.]*)$/.exec(value.text)?.[1] : undefined;
      if (/^NODE(JS)?_(MAJOR|VERSION)$/.test(name) && version !== undefined)
        found.push({ runtime: 'node', version, source: 'dockerfile', use: 'build', location });
    }
    return found;
  });
}

const ONE_LINE: Readonly<Record<string, RuntimeVersion['source']>> = {
  '.python-version': 'python-version',
  'runtime.txt': 'runtime.txt',
  '.nvmrc': 'nvmrc',
  '.node-version': 'nvmrc',
  '.tool-versions': 'tool-versions',
};

/** One-line files of version managers and platforms. */
function inFile(repository: Repository, path: string): readonly Found[] {
  const name = nameOf(path);
  if ((name !== 'package.json' && ONE_LINE[name] === undefined) || roleOf(path) === 'example') return [];
  if (name === 'package.json') {
    const entry = entryAt(documentOf(repository, path), 'engines', 'node');
    const version = textOf(entry?.value);
    return version === undefined || entry === undefined
      ? []
      : [{ runtime: 'node', version, source: 'package.json', use: 'declared', location: entry.keyLocation }];
  }
  const source = ONE_LINE[name];
  const text = source === undefined ? undefined : repository.text(path);
  if (source === undefined || text === undefined) return [];
  return text.split('\n').flatMap((line, index): readonly Found[] => {
    const tool = /^\s*(?:(python|nodejs|node)[\s-]+)?v?(\d+(?:\.\d+){0,2})\b/.exec(line);
    if (tool?.[2] === undefined || (source === 'tool-versions' && tool[1] === undefined)) return [];
    const runtime = source === 'nvmrc' || tool[1]?.startsWith('node') === true ? 'node' : 'python';
    return [
      {
        runtime,
        version: tool[2],
        source,
        use: source === 'runtime.txt' ? 'run' : 'declared',
        location: { path, line: index + 1, column: 1 },
      },
    ];
  });
}

function inWorkflow({ jobs }: Workflow): readonly Found[] {
  return jobs.flatMap((job) => {
    const deploys = job.steps.some(({ deploys: verb }) => verb !== undefined);
    return job.steps.flatMap(({ uses, with: inputs, location }) => {
      const runtime =
        uses?.action === 'actions/setup-python' || uses?.action === 'astral-sh/setup-uv'
          ? 'python'
          : uses?.action === 'actions/setup-node'
            ? 'node'
            : undefined;
      const input = inputs[runtime === 'node' ? 'node-version' : 'python-version'];
      if (runtime === undefined || input === undefined || input.status === 'unknown') return [];
      return versionsOf(input.text, job).map(
        (version): Found => ({
          runtime,
          version,
          source: 'workflow',
          use: deploys ? 'build' : 'test',
          location: uses?.location ?? location,
        }),
      );
    });
  });
}

/** `3.12`, several lines of versions, or the values of the matrix. */
function versionsOf(text: string, { matrix }: WorkflowJob): readonly string[] {
  const key = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(text.trim())?.[1];
  const texts = key === undefined ? text.split('\n') : (matrix[key] ?? []);
  return texts.flatMap((one) => /^\s*v?(\d+(?:\.\d+){0,2})(?:\.x)?\s*$/.exec(one)?.[1] ?? []);
}

/** `Python 3.11 running on 64bit Amazon Linux 2023`. */
function inPlatform(text: string, location: Location): readonly Found[] {
  const version = /python[- ](\d\.\d+)/i.exec(text)?.[1];
  return version === undefined
    ? []
    : [{ runtime: 'python', version, source: 'elastic-beanstalk', use: 'run', location }];
}
