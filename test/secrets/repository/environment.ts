import type { Garden } from '../canaries.ts';

type Files = Readonly<Record<string, string>>;

/** Variables in files: dotenv in all its notations, and what a shell reads. */
export function environmentFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    '.env': `SECRET_KEY=${at('.env: SECRET_KEY', 'mixed')}\nDATABASE_URL="postgres://shop:${at('.env: DATABASE_URL', 'word')}@db/shop"\nNEUTRAL=${at('.env: neutral', 'mixed')}\nKEY_PEM="${at('.env: PEM', 'pem')}"\nthis line is none ${at('.env: malformed', 'word')}\n=${at('.env: no name', 'word')}\n`,
    '.env.production': `export API_TOKEN='${at('.env.production: API_TOKEN', 'hex')}' # was ${at('.env.production: comment', 'word')}\nDJANGO_SETTINGS_MODULE=config.settings.production\n`,
    '.envs/.production/.django': `DJANGO_ADMIN_PASSWORD=${at('.envs: password', 'word')}\n`,
    '.envrc': `export DB_PASSWORD=${at('.envrc: DB_PASSWORD', 'word')}\ncurl -H "X-Token: ${at('.envrc: header', 'mixed')}"\n`,
    '.netrc': `machine pypi.example.com login shop password ${at('.netrc', 'word')}\n`,
    '.npmrc': `//registry.example.com/:_authToken=${at('.npmrc', 'mixed')}\n`,
    '.aws/credentials': `[default]\naws_access_key_id = ${at('.aws/credentials: id', 'accessKey')}\naws_secret_access_key = ${at('.aws/credentials: key', 'secretKey')}\n`,
    id_rsa: `${at('id_rsa', 'pem')}\n`,
    'deploy/key.pem': `${at('key.pem', 'pem')}\n`,
    'service-account.json': `{"type": "service_account", "private_key": ${JSON.stringify(at('service-account.json', 'pem'))}}\n`,
  };
}

/** Images and the processes that they start. */
export function imageFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    Dockerfile: `FROM python:3.6-slim
ARG PIP_TOKEN=${at('Dockerfile: ARG', 'word')}
ARG NEUTRAL=${at('Dockerfile: neutral ARG', 'github')}
ENV SECRET_KEY=${at('Dockerfile: ENV', 'word')} DB_PASSWORD="${at('Dockerfile: quoted ENV', 'accented')}"
ENV API_TOKEN ${at('Dockerfile: old ENV', 'word')}
ENV DATABASE_URL=postgres://shop:${at('Dockerfile: URL', 'word')}@db/shop
LABEL token=${at('Dockerfile: LABEL', 'word')} note="${at('Dockerfile: LABEL, neutral', 'github')}"
RUN pip install --index-url https://user:${at('Dockerfile: index URL', 'word')}@pypi.example.com/simple -r requirements.txt
RUN export DJANGO_SECRET_KEY='${at('Dockerfile: RUN export', 'word')}' && python manage.py collectstatic --noinput
RUN SECRET_KEY=${at('Dockerfile: RUN assignment', 'word')} python manage.py collectstatic --noinput
RUN curl -u shop:${at('Dockerfile: curl -u', 'word')} -H "Authorization: Bearer ${at('Dockerfile: Bearer', 'mixed')}" https://example.com
RUN echo "${at('Dockerfile: echo', 'jwt')}" > /token && mysql -p${at('Dockerfile: mysql -p', 'word')} -e x
RUN <<EOF
export HEREDOC_PASSWORD=${at('Dockerfile: heredoc', 'word')}
EOF
COPY . /app
# password: ${at('Dockerfile: comment', 'word')}
HEALTHCHECK CMD curl -f http://shop:${at('Dockerfile: HEALTHCHECK', 'word')}@localhost:8000/
ENTRYPOINT ["./entrypoint.sh", "--password", "${at('Dockerfile: ENTRYPOINT', 'word')}"]
CMD gunicorn config.wsgi --workers 1 --env DB_PASSWORD=${at('Dockerfile: CMD', 'word')}
`,
    '.dockerignore': `# token ${at('.dockerignore: comment', 'github')}\n# the password is ${at('.dockerignore: prose', 'word')}\n__pycache__\n`,
    'entrypoint.sh': `#!/bin/sh
export ENTRY_PASSWORD=${at('entrypoint.sh: export', 'word')}
export ENTRY_URL="redis://:${at('entrypoint.sh: URL', 'word')}@cache/0"
PGPASSWORD='${at('entrypoint.sh: PGPASSWORD', 'word')}' psql -h db
curl -H "X-Api-Key: ${at('entrypoint.sh: header', 'word')}" https://example.com
curl --user "shop:${at('entrypoint.sh: --user', 'word')}" https://example.com
python manage.py migrate --noinput
if [ "$TOKEN" = "${at('entrypoint.sh: test', 'word')}" ]; then python manage.py createsuperuser --password ${at('entrypoint.sh: --password', 'word')}; fi
case "$1" in ${at('entrypoint.sh: case', 'github')}) exec celery -A config worker --broker=amqp://x:${at('entrypoint.sh: broker', 'word')}@mq ;; esac
exec gunicorn config.wsgi --env SECRET_KEY=${at('entrypoint.sh: gunicorn', 'word')}
`,
    'docker-compose.prod.yml': `services:
  web:
    build: {context: ., args: {BUILD_TOKEN: ${at('compose: build args', 'word')}}}
    environment:
      - SECRET_KEY=${at('compose: list', 'word')}
      - CELERY_BROKER_URL=amqp://shop:${at('compose: URL', 'word')}@mq//
    env_file: [.env.production]
    command: sh -c "export CMD_PASSWORD=${at('compose: command', 'word')}; gunicorn config.wsgi --password ${at('compose: option', 'word')}"
    labels: {traefik.basicauth.password: "${at('compose: label', 'word')}"}
    healthcheck: {test: ["CMD", "curl", "-H", "X-Token: ${at('compose: healthcheck', 'word')}", "http://localhost"]}
    ports: ["8000:8000"]
  db:
    image: postgres:9.6
    environment:
      POSTGRES_PASSWORD: ${at('compose: map', 'word')}
      POSTGRES_OTHER: |
        ${at('compose: block', 'github')}
secrets:
  key: {file: ./key.txt}
`,
    Procfile: `web: SECRET_KEY=${at('Procfile: assignment', 'word')} gunicorn config.wsgi --env DB_PASSWORD=${at('Procfile: --env', 'word')}\nworker: celery -A config worker --broker amqp://x:${at('Procfile: broker', 'word')}@mq\n`,
    'supervisord.conf': `[program:web]\ncommand=gunicorn config.wsgi --password ${at('supervisord: command', 'word')}\nenvironment=SECRET_KEY="${at('supervisord: environment', 'word')}",B=2\n\n[unix_http_server]\npassword=${at('supervisord: password', 'word')}\n`,
    'deploy/web.service': `[Service]\nEnvironment="DB_PASSWORD=${at('systemd: Environment', 'word')}" B=2\nEnvironment=API_TOKEN=${at('systemd: bare Environment', 'word')}\nExecStart=/usr/bin/gunicorn config.wsgi --env SECRET_KEY=${at('systemd: ExecStart', 'word')}\n`,
    'deploy/nginx.conf': `server {\n  listen 80;\n  location / {\n    proxy_set_header Authorization "Basic ${at('nginx: Authorization', 'base64')}";\n    proxy_set_header X-Origin-Verify ${at('nginx: X-Origin-Verify', 'word')};\n    proxy_pass http://shop:${at('nginx: proxy_pass', 'word')}@web;\n    if ($http_x_token != "${at('nginx: if', 'word')}") { return 403; }\n  }\n}\n`,
    Makefile: `deploy:\n\tSECRET_KEY=${at('Makefile: assignment', 'word')} python manage.py migrate\n\tpython manage.py runserver --token ${at('Makefile: option', 'word')}\n`,
  };
}
