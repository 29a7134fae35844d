/** The import arrows of the house: data flows in one direction, and everything right of src/repo and src/aws is pure. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|rules|reporters|test|bench|bin)/', pathNot: [from, ...allowed] },
});

const PURE_CORE = ['fs', 'fs/promises', 'child_process', 'net', 'http', 'https', 'os', 'process', 'worker_threads'];
const pure = (name, from) => ({
  name,
  comment: 'plain data in, plain data out',
  severity: 'error',
  from: { path: from },
  to: { path: `^(node:)?(${PURE_CORE.join('|')})$`, dependencyTypes: ['core'] },
});

export default {
  forbidden: [
    only('model-imports-nothing', '^src/model/', [], 'the vocabulary stands alone'),
    only('repo-imports-model', '^src/repo/', ['^src/model/'], 'readers know the vocabulary and nothing else'),
    only('aws-imports-model', '^src/aws/', ['^src/model/'], 'collectors know the vocabulary and nothing else'),
    only('deployment-imports-model', '^src/deployment/', ['^src/model/'], 'the join takes facts, not readers'),
    only('engine-imports-model', '^src/engine/', ['^src/model/'], 'the engine takes rules and facts'),
    only('config-imports-model', '^src/config/', ['^src/model/'], 'configuration is data'),
    only('testing-imports-model', '^src/testing/', ['^src/model/', '^src/engine/'], 'the rule tester is public'),
    only('api-is-the-vocabulary', '^src/api/', ['^src/model/', '^src/testing/', '^rules/shared/'], 'what plug-ins see'),
    only('rules-import-model', '^rules/', ['^src/model/'], 'rules never see the SDK, the file system or a colour'),
    only('reporters-import-model', '^reporters/', ['^src/model/'], 'reporters never see rules'),
    pure('model-is-pure', '^src/model/'),
    pure('rules-are-pure', '^rules/'),
    pure('reporters-are-pure', '^reporters/'),
    pure('engine-is-pure', '^src/engine/'),
    pure('deployment-is-pure', '^src/deployment/'),
    {
      name: 'sdk-only-in-aws',
      comment: 'the account is read in one place; types may be named in the model',
      severity: 'error',
      from: { path: '^(src|rules|reporters)/', pathNot: '^src/aws/' },
      to: { path: '@(aws-sdk|smithy)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'colour-only-in-reporters',
      severity: 'error',
      from: { path: '^(src|rules)/', pathNot: '^src/cli/' },
      to: { path: 'node_modules/chalk' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } } },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(src|rules|reporters)/', pathNot: '^src/(testing|api)/' },
      to: { path: '^(test|bench|src/testing)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
