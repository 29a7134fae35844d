import type { Garden } from '../canaries.ts';

type Files = Readonly<Record<string, string>>;

/** Pipelines of every kind. */
export function pipelineFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    '.github/workflows/deploy.yml': `on:
  push:
    branches: [main]
env:
  AWS_ACCESS_KEY_ID: ${at('workflow: env', 'accessKey')}
  AWS_SECRET_ACCESS_KEY: ${at('workflow: secret env', 'secretKey')}
jobs:
  deploy:
    runs-on: ubuntu-latest
    env: {DB_PASSWORD: ${at('workflow: job env', 'word')}}
    services:
      db: {image: postgres, env: {POSTGRES_PASSWORD: ${at('workflow: service env', 'word')}}, credentials: {password: ${at('workflow: credentials', 'word')}}}
    steps:
    - uses: aws-actions/configure-aws-credentials@v4
      with: {aws-access-key-id: ${at('workflow: with id', 'accessKey')}, aws-secret-access-key: ${at('workflow: with key', 'secretKey')}}
    - name: with ${at('workflow: step name', 'github')}
      if: github.token == '${at('workflow: if', 'word')}'
      run: |
        export TOKEN=${at('workflow: run export', 'word')}
        curl -H "Authorization: token ${at('workflow: run header', 'mixed')}" https://example.com
        python manage.py migrate --password ${at('workflow: run option', 'word')}
        aws ecs update-service --cluster shop --service web
        docker login -u shop -p ${at('workflow: docker login -p', 'word')} registry.example.com
        eb deploy prod
      env: {STEP_TOKEN: "${at('workflow: step env', 'word')}"}
`,
    '.gitlab-ci.yml': `variables:\n  DB_PASSWORD: ${at('GitLab: variables', 'word')}\n  NEUTRAL: {value: "${at('GitLab: variable object', 'github')}"}\ndeploy:\n  stage: deploy\n  variables: {JOB_TOKEN: ${at('GitLab: job variables', 'word')}}\n  script:\n  - export CI_PASSWORD=${at('GitLab: script', 'word')}\n  - eb deploy prod --token ${at('GitLab: option', 'word')}\n  - python manage.py migrate\n`,
    'buildspec.yml': `version: 0.2\nenv: {variables: {BUILD_PASSWORD: "${at('buildspec: variables', 'word')}"}}\nphases:\n  build:\n    commands:\n    - docker login -p ${at('buildspec: command', 'word')}\n    - TOKEN=${at('buildspec: assignment', 'word')} docker push x\n`,
    '.circleci/config.yml': `version: 2\njobs:\n  deploy:\n    docker: [{image: x, environment: {DB_PASSWORD: ${at('CircleCI: environment', 'word')}}}]\n    steps:\n    - run: eb deploy prod --password ${at('CircleCI: run', 'word')}\n`,
    'azure-pipelines.yml': `variables: {apiToken: ${at('Azure: variables', 'word')}}\nsteps:\n- script: eb deploy prod --token ${at('Azure: script', 'word')}\n`,
    'bitbucket-pipelines.yml': `pipelines:\n  default:\n  - step:\n      script:\n      - export BB_TOKEN=${at('Bitbucket: script', 'word')}\n      - eb deploy prod\n`,
    Jenkinsfile: `pipeline { environment { DB_PASSWORD = '${at('Jenkins: environment', 'word')}' }\n stages { stage('Deploy') { steps { sh 'eb deploy prod --token ${at('Jenkins: sh', 'word')}' } } } }\n`,
    'appspec.yml': 'version: 0.0\nhooks:\n  AfterInstall:\n  - location: entrypoint.sh\n    timeout: 60\n',
    'fabfile.py': `from fabric import task\n\n@task\ndef deploy(c):\n    c.run('python manage.py migrate --password ${at('fabfile.py: run', 'word')}')\n    c.run("export FAB_PASSWORD=${at('fabfile.py: export', 'word')} && gunicorn config.wsgi")\n`,
  };
}

/** Dependencies and where they come from. */
export function dependencyFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    'requirements.txt': `--index-url https://user:${at('requirements: index', 'word')}@pypi.example.com/simple
--extra-index-url https://${at('requirements: token', 'mixed')}@pypi.example.com/simple
-f https://pypi.example.com/links?token=${at('requirements: query', 'word')}
Django==2.2
git+https://${at('requirements: git token', 'github')}@github.com/x/y.git@main#egg=y
git+https://user:${at('requirements: git password', 'word')}@git.example.com/x/z.git#egg=z
private @ https://deploy:${at('requirements: direct', 'word')}@files.example.com/private-1.0.whl
requests  # token ${at('requirements: comment', 'github')}
not a requirement https://a:${at('requirements: malformed', 'word')}@x/
gunicorn==19.0
django-environ
python-decouple
sentry-sdk
`,
    'pyproject.toml': `[project]
name = "shop"
version = "1"
dependencies = ["inner @ git+https://x:${at('pyproject: dependency', 'word')}@git.example.com/inner.git"]

[[tool.poetry.source]]
name = "private"
url = "https://user:${at('pyproject: source', 'word')}@pypi.example.com/simple"

[tool.poetry.dependencies]
django = "^2.2"
mine = {git = "https://user:${at('pyproject: poetry git', 'word')}@git.example.com/mine.git"}

[[tool.uv.index]]
url = "https://user:${at('pyproject: uv index', 'word')}@pypi.example.com/simple"

[tool.shop]
password = "${at('pyproject: tool', 'word')}"
`,
    'setup.cfg': `[options]\ninstall_requires =\n    django>=2\n    other @ https://u:${at('setup.cfg: dependency', 'word')}@x.example.com/o.whl\n\n[upload]\npassword = ${at('setup.cfg: password', 'word')}\n`,
    Pipfile: `[[source]]\nurl = "https://user:${at('Pipfile: source', 'word')}@pypi.example.com/simple"\nverify_ssl = true\nname = "x"\n\n[packages]\ndjango = "*"\nmine = {git = "https://x:${at('Pipfile: git', 'word')}@git.example.com/m.git"}\n`,
    'Pipfile.lock': JSON.stringify({
      _meta: { sources: [{ url: `https://u:${at('Pipfile.lock: source', 'word')}@pypi.example.com` }] },
      default: { django: { version: '==2.2' }, g: { git: `https://u:${at('Pipfile.lock: git', 'word')}@x/g.git` } },
    }),
    'uv.lock': `version = 1\n\n[[package]]\nname = "django"\nversion = "2.2"\nsource = { registry = "https://u:${at('uv.lock: registry', 'word')}@pypi.example.com/simple" }\n`,
    'poetry.lock': `[[package]]\nname = "django"\nversion = "2.2"\n\n[package.source]\ntype = "legacy"\nurl = "https://u:${at('poetry.lock: source', 'word')}@pypi.example.com/simple"\n`,
    'pip.conf': `[global]\nindex-url = https://user:${at('pip.conf', 'word')}@pypi.example.com/simple\n`,
    'djaudit.yml': `failOn: high\nexceptions:\n  - rule: gunicorn-single-worker\n    subject: '*'\n    reason: redis://:${at('djaudit.yml: reason', 'word')}@x/0 and ${at('djaudit.yml: reason, token', 'github')}\n    owner: ${at('djaudit.yml: owner', 'github')}\nattestations:\n  - name: load-test\n    attests: https://u:${at('djaudit.yml: attests', 'word')}@example.com/x\n    owner: me\n    until: 2027-03-31\nenvironments:\n  production:\n    variables: {SECRET_KEY: ${at('djaudit.yml: variables', 'word')}}\n`,
  };
}
