import { PROJECT } from './folder.ts';

/** A small file for every reader, as people write them: the seeds that the mutations start from. */
export const CORPUS: Readonly<Record<string, string>> = {
  ...PROJECT,
  'config/settings/base.py':
    'import os\nimport sentry_sdk\nfrom pathlib import Path\n\nBASE_DIR = Path(__file__).resolve().parents[2]\nSECRET_KEY = os.environ["SECRET_KEY"]\nDEBUG = os.environ.get("DEBUG") == "1"\nROOT_URLCONF = "config.urls"\nMIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "config.middleware.Health",\n]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.getenv("DB_HOST", "db")}}\nif not DEBUG:\n    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.1)\n',
  'config/urls.py':
    'from django.contrib import admin\nfrom django.urls import include, path, re_path\nfrom . import views\n\nurlpatterns = [\n    path("admin/", admin.site.urls),\n    path("shop/", include("shop.urls")),\n    re_path(r"^health/$", views.health, name="health"),\n]\nif settings.DEBUG:\n    urlpatterns += [path("debug/", include("debug_toolbar.urls"))]\n',
  'config/middleware.py':
    'from django.http import HttpResponse\n\nclass Health:\n    def __init__(self, get_response):\n        self.get_response = get_response\n\n    def __call__(self, request):\n        if request.path == "/health/":\n            return HttpResponse("ok", status=200)\n        return self.get_response(request)\n',
  'shop/urls.py':
    'from django.urls import path\nfrom . import views\nurlpatterns = [path("<int:pk>/", views.Detail.as_view())]\n',
  'shop/models.py':
    'from django.db import models\n\nclass Item(models.Model):\n    name = models.CharField(max_length=10)\n    picture = models.ImageField(upload_to="items/%Y")\n',
  'shop/migrations/0001_initial.py':
    'from django.db import migrations, models\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = [\n        migrations.CreateModel(name="Item", fields=[("id", models.AutoField(primary_key=True))]),\n        migrations.RunPython(lambda a, b: None),\n    ]\n',
  Dockerfile:
    '# syntax=docker/dockerfile:1\nARG PYTHON=3.13\nFROM python:${PYTHON}-slim AS build\nRUN pip install --no-cache-dir \\\n    -r requirements.txt\n\nFROM python:${PYTHON}-slim\nENV DJANGO_SETTINGS_MODULE=config.settings.production \\\n    PORT=8000\nCOPY --from=build /usr/local /usr/local\nCOPY . /app\nWORKDIR /app\nRUN <<EOF\npython manage.py collectstatic --noinput\nEOF\nUSER app\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["gunicorn", "config.wsgi", "--workers", "3"]\n',
  '.dockerignore': '*\n!app\n**/.env\n# c\n',
  'entrypoint.sh':
    '#!/bin/sh\nset -e\nif [ "$1" = "gunicorn" ]; then\n  python manage.py migrate --noinput || true\nfi\ncase "$1" in\n  worker) exec celery -A config worker -c 4 ;;\n  *) exec "$@" ;;\nesac\n',
  'gunicorn.conf.py': 'import os\nworkers = int(os.environ.get("W", 2)) * 2 + 1\nbind = "0.0.0.0:8000"\n',
  'docker-compose.prod.yml':
    'x-env: &env\n  DEBUG: "0"\nservices:\n  web:\n    build: {context: ., target: app}\n    environment:\n      <<: *env\n      SECRET_KEY: ${SECRET_KEY:?no}\n    command: gunicorn config.wsgi -b :8000\n    ports: ["8000:8000"]\n    env_file: [.env]\n',
  Procfile:
    'web: gunicorn config.wsgi --log-file -\nworker: celery -A config worker\nrelease: python manage.py migrate\nserve: start-the-shop --now\n',
  '.env': 'DEBUG=0\nexport SECRET_KEY="abc"\n# c\nEMPTY=\n',
  'supervisord.conf':
    '[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn config.wsgi -w 2 ; here\nenvironment=A="1",B=2\nnumprocs=2\n',
  'deploy/web.service':
    '[Unit]\nDescription=web\n\n[Service]\nEnvironment="A=1" B=2\nExecStart=/usr/bin/gunicorn config.wsgi -w 3\nRestart=always\n',
  'deploy/nginx.conf':
    'server {\n  listen 443 ssl;\n  location /static/ { alias /srv/static/; }\n  location / {\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://web;\n  }\n}\n',
  'requirements.txt':
    'Django==5.2.17 \\\n    --hash=sha256:aa\npsycopg[binary]>=3.1 ; python_version > "3.8"\n-r more.txt\ngit+https://example.com/x.git@main#egg=x\n',
  'pyproject.toml':
    '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["django>=5.1", "gunicorn"]\n\n[dependency-groups]\ndev = ["pytest"]\n\n[tool.poetry.dependencies]\ncelery = { version = "^5.4", extras = ["redis"] }\n',
  'uv.lock': 'version = 1\n\n[[package]]\nname = "django"\nversion = "5.2.17"\nsource = { registry = "x" }\n',
  'setup.cfg': '[options]\ninstall_requires =\n    django>=5\n    celery\n',
  '.ebextensions/app.config':
    'option_settings:\n  aws:elasticbeanstalk:application:environment:\n    DJANGO_SETTINGS_MODULE: config.settings.production\n  aws:autoscaling:asg:\n    MinSize: 2\ncontainer_commands:\n  01_migrate:\n    command: "source /var/app/venv/*/bin/activate && python manage.py migrate"\n    leader_only: true\nfiles:\n  "/etc/cron.d/x":\n    mode: "000644"\n    content: |\n      0 1 * * * root /bin/true\n',
  '.platform/hooks/postdeploy/01.sh': '#!/bin/bash\nset -e\npython manage.py migrate\n',
  '.elasticbeanstalk/config.yml':
    'branch-defaults:\n  main:\n    environment: prod\nglobal:\n  application_name: shop\n  default_platform: Python 3.13 running on 64bit Amazon Linux 2023\n',
  'infra/task.json':
    '{"family": "web", "cpu": "256", "memory": "1 GB", "containerDefinitions": [{"name": "web", "image": "x/web:${TAG}", "command": ["gunicorn", "config.wsgi"], "environment": [{"name": "A", "value": "1"}], "secrets": [{"name": "B", "valueFrom": "arn:aws:ssm:x"}]}]}\n',
  'infra/main.tf':
    'variable "name" {\n  default = "shop"\n}\nlocals {\n  tags = merge({ a = 1 }, { b = var.name })\n}\nresource "aws_db_instance" "main" {\n  identifier = "${var.name}-db"\n  tags       = local.tags\n  engine_version = "17"\n}\nresource "aws_ecs_task_definition" "web" {\n  family = "web"\n  container_definitions = jsonencode([{ name = "web", image = "x:1", command = ["gunicorn", "config.wsgi"] }])\n}\nmodule "vpc" {\n  source = "./vpc"\n}\n',
  'infra/vpc/main.tf': 'resource "aws_vpc" "main" {\n  cidr_block = <<-EOT\n    10.0.0.0/16\n  EOT\n}\n',
  'infra/terraform.tfstate': '{"version": 4, "resources": []}\n',
  'infra/prod.tfvars': 'name = "prod"\n',
  'infra/template.yaml':
    'Parameters:\n  Size:\n    Type: String\n    Default: small\nResources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub "${Size}-x"\n      Tags: [{Key: a, Value: !Ref Size}]\n',
  'k8s/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n      - name: web\n        image: "x/web:1"\n        args: ["gunicorn", "config.wsgi"]\n        env: [{name: A, value: "1"}]\n        readinessProbe: {httpGet: {path: /health/, port: 8000}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n',
  'k8s/kustomization.yaml': 'resources: [web.yaml]\nimages:\n- {name: x/web, newTag: "2"}\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'image: {tag: "1"}\ndatabase: {password: hunter2hunter2}\n',
  'chart/templates/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-web\nspec:\n  {{- if .Values.replicas }}\n  replicas: {{ .Values.replicas }}\n  {{- end }}\n  template:\n    spec:\n      containers:\n      - name: web\n        image: "x:{{ .Values.image.tag }}"\n',
  '.github/workflows/deploy.yml':
    'on:\n  push:\n    branches: [main]\npermissions: {id-token: write}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    strategy: {matrix: {python: ["3.12", "3.13"]}}\n    steps:\n    - uses: actions/checkout@v4\n    - run: |\n        pip install -r requirements.txt\n        pytest\n  deploy:\n    needs: [test]\n    environment: production\n    steps:\n    - run: aws ecs update-service --cluster x --service web\n',
  '.gitlab-ci.yml':
    'stages: [test, deploy]\n.base:\n  before_script: [pip install tox]\ntest:\n  extends: .base\n  script: [tox]\ndeploy:\n  stage: deploy\n  script:\n  - eb deploy prod\n  when: manual\n',
  'buildspec.yml':
    'version: 0.2\nenv: {variables: {A: "1"}}\nphases:\n  build:\n    commands:\n    - docker build -t x .\n    - docker push x\n',
  'appspec.yml': 'version: 0.0\nhooks:\n  AfterInstall:\n  - location: entrypoint.sh\n    timeout: 60\n',
};
