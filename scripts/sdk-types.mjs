/**
 * Makes the package's types stand alone: the shapes of AWS that they name are copied out of the SDK's declarations into
 * `types/sdk/`, with all that these shapes name. Whoever writes a plug-in in TypeScript needs no package of AWS's.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const TYPES = 'types';
const IMPORT = /import type \{([^}]*)\} from '@aws-sdk\/([\w-]+)';/g;

/** What the models name of other packages: JSON without a form (@smithy/types). */
const FOREIGN = {
  __DocumentType:
    'type __DocumentType = null | boolean | number | string | __DocumentType[] | { [name: string]: __DocumentType };',
};

const wanted = new Map();
for (const file of ts.sys.readDirectory(TYPES, ['.d.ts'])) {
  const text = readFileSync(file, 'utf8').replaceAll(IMPORT, (_, names, client) => {
    const list = names.split(',').map((name) => name.trim().split(' as ')[0]);
    wanted.set(client, [...(wanted.get(client) ?? []), ...list]);
    return `import type {${names}} from '${relative(dirname(file), join(TYPES, 'sdk', client))}.js';`;
  });
  if (text.includes('@aws-sdk/')) throw new Error(`${file} names the SDK in a way that is not known here`);
  writeFileSync(file, text);
}
mkdirSync(join(TYPES, 'sdk'), { recursive: true });
for (const [client, names] of wanted) writeFileSync(join(TYPES, 'sdk', `${client}.d.ts`), shapes(client, names));

/** The declarations of these shapes and of what they name, in the order in which they are found. */
function shapes(client, names) {
  const { declared, elsewhere } = declarations(client);
  const found = new Map();
  const foreign = new Set();
  const queue = [...names];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (found.has(name)) continue;
    const statements = declared.get(name);
    if (statements === undefined) throw new Error(`@aws-sdk/${client} does not declare ${name} among its models`);
    found.set(name, statements);
    for (const used of statements.flatMap(identifiers)) {
      if (declared.has(used)) queue.push(used);
      if (elsewhere.has(used)) foreign.add(used);
    }
  }
  const printer = ts.createPrinter({ removeComments: true });
  const text = [...found.values()].flat().map((one) => printer.printNode(ts.EmitHint.Unspecified, one, one.getSourceFile()));
  const more = [...foreign].map((name) => {
    if (!(name in FOREIGN)) throw new Error(`@aws-sdk/${client} names ${name}, of another package`);
    return FOREIGN[name];
  });
  return `${[...more, ...text].join('\n')}\n`;
}

/** What the client's models declare, by name, and the names that they import from other packages. */
function declarations(client) {
  const folder = join('node_modules', '@aws-sdk', client, 'dist-types', 'models');
  const declared = new Map();
  const elsewhere = new Set();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (ts.isImportDeclaration(statement) && !statement.moduleSpecifier.text.startsWith('.'))
        for (const name of identifiers(statement)) elsewhere.add(name);
      for (const name of namesOf(statement)) declared.set(name, [...(declared.get(name) ?? []), statement]);
    }
  }
  return { declared, elsewhere };
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.text);
  const named = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isModuleDeclaration(statement);
  return named ? [statement.name.text] : [];
}

/** Every name in it, but those of members. */
function identifiers(node) {
  const own = ts.isIdentifier(node) && !(ts.isPropertySignature(node.parent) && node.parent.name === node) ? [node.text] : [];
  return [...own, ...node.getChildren().flatMap(identifiers)];
}
