import type { Garden } from '../canaries.ts';

type Files = Readonly<Record<string, string>>;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What AWS is made from: Elastic Beanstalk, task definitions, CloudFormation. */
export function awsFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    '.ebextensions/app.config': `option_settings:
  aws:elasticbeanstalk:application:environment:
    SECRET_KEY: ${at('.ebextensions: environment', 'word')}
    DATABASE_URL: postgres://shop:${at('.ebextensions: URL', 'word')}@db/shop
    DJANGO_SETTINGS_MODULE: config.settings.production
  aws:rds:dbinstance:
    DBPassword: ${at('.ebextensions: DBPassword', 'word')}
container_commands:
  01_migrate:
    command: "PGPASSWORD=${at('.ebextensions: container_commands', 'word')} python manage.py migrate --token ${at('.ebextensions: option', 'word')}"
    env: {STEP_PASSWORD: ${at('.ebextensions: env', 'word')}}
files:
  "/etc/app.env":
    mode: "000644"
    content: |
      FILE_PASSWORD=${at('.ebextensions: files', 'word')}
      ${at('.ebextensions: files, bare', 'github')}
`,
    '.ebextensions/list.config': `option_settings:\n  - namespace: aws:elasticbeanstalk:application:environment\n    option_name: LIST_TOKEN\n    value: ${at('.ebextensions/list.config', 'word')}\n`,
    '.elasticbeanstalk/config.yml': `branch-defaults:\n  main:\n    environment: prod\nglobal:\n  application_name: shop\n  default_platform: Python 3.8\n  password: ${at('.elasticbeanstalk/config.yml', 'word')}\n`,
    '.platform/hooks/postdeploy/01.sh': `#!/bin/bash\nexport HOOK_PASSWORD=${at('.platform: export', 'word')}\npython manage.py migrate --token=${at('.platform: option', 'word')}\n`,
    '.platform/nginx/conf.d/x.conf': `add_header X-Api-Key "${at('.platform/nginx: header', 'word')}";\n`,
    'infra/task.json': `${JSON.stringify(taskDefinition(garden), undefined, 2)}\n`,
    'infra/template.yaml': `Parameters:
  DbPassword:
    Type: String
    Default: ${at('CloudFormation: parameter', 'word')}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: ${at('CloudFormation: property', 'word')}
      StorageEncrypted: false
  Origin:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins: [{Id: x, OriginCustomHeaders: [{HeaderName: X-Origin-Verify, HeaderValue: ${at('CloudFormation: custom header', 'word')}}]}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: x
          Environment: [{Name: SECRET_KEY, Value: ${at('CloudFormation: task', 'word')}}, {Name: URL, Value: !Sub "redis://:${at('CloudFormation: Sub', 'word')}@\${Host}/0"}]
  Machine:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData: ${base64(`#!/bin/sh\nexport UD_PASSWORD=${at('CloudFormation: user data', 'word')}\n`)}
        Other: {Fn::Base64: "export UD_PASSWORD=${at('CloudFormation: Fn::Base64', 'word')}"}
Outputs:
  Key: {Value: ${at('CloudFormation: output', 'accessKey')}}
`,
  };
}

function taskDefinition(garden: Garden): object {
  const at = (name: string, kind: 'word' | 'stripe' = 'word'): string => garden.plant(`task.json: ${name}`, kind);
  const web = {
    name: 'web',
    image: 'x/web:latest',
    user: 'root',
    command: ['gunicorn', 'config.wsgi', '--password', at('command')],
    entryPoint: ['sh', '-c', `export T_PASSWORD=${at('entryPoint')}; exec "$@"`],
    environment: [
      { name: 'SECRET_KEY', value: at('environment') },
      { name: 'NEUTRAL', value: at('neutral', 'stripe') },
    ],
    dockerLabels: { token: at('label') },
    logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': at('log option') } },
    healthCheck: { command: ['CMD-SHELL', `curl -u x:${at('health check')} localhost`] },
  };
  return { family: 'web', containerDefinitions: [web] };
}

export function terraformFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    'infra/main.tf': `variable "db_password" {
  default = "${at('Terraform: variable', 'word')}"
}
variable "settings" {
  default = {
    token = "${at('Terraform: object variable', 'word')}"
  }
}
locals {
  api_key = "${at('Terraform: local', 'word')}"
  url     = "postgres://shop:${at('Terraform: URL', 'word')}@db/shop"
}
resource "aws_db_instance" "main" {
  identifier          = "shop" # password ${at('Terraform: comment', 'word')}
  password            = "${at('Terraform: attribute', 'word')}"
  publicly_accessible = true
  tags = { note = "${at('Terraform: tag', 'github')}", token = "${at('Terraform: secret tag', 'word')}" }
}
resource "aws_instance" "web" {
  ami       = "x"
  user_data = <<-EOT
    #!/bin/bash
    export UD_PASSWORD=${at('Terraform: user_data', 'word')}
    curl -H "Authorization: Bearer ${at('Terraform: user_data Bearer', 'mixed')}" https://example.com
  EOT
}
resource "aws_cloudfront_distribution" "cdn" {
  origin {
    custom_header {
      name  = "X-Origin-Verify"
      value = "${at('Terraform: custom_header', 'word')}"
    }
  }
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{ name = "web", image = "x:1", command = ["gunicorn", "--password", "${at('Terraform: command', 'word')}"], environment = [
    { name = "SECRET_KEY", value = "${at('Terraform: environment', 'word')}" },
    { name = "COPY_PASSWORD", value = var.db_password },
    { name = "NEUTRAL_URL", value = "\${local.url}?x=1" },
  ] }])
}
resource "aws_elastic_beanstalk_environment" "prod" {
  name = "prod"
  setting {
    namespace = "aws:elasticbeanstalk:application:environment"
    name      = "SECRET_KEY"
    value     = "${at('Terraform: setting', 'word')}"
  }
}
resource "aws_ssm_parameter" "p" {
  name  = "/shop/x"
  type  = "SecureString"
  value = "${at('Terraform: aws_ssm_parameter', 'word')}"
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_string = jsonencode({ a = "${at('Terraform: secret_string', 'word')}" })
}
provider "aws" {
  access_key = "${at('Terraform: access_key', 'accessKey')}"
  secret_key = "${at('Terraform: secret_key', 'secretKey')}"
}
terraform {
  backend "s3" {
    bucket     = "state"
    secret_key = "${at('Terraform: backend', 'secretKey')}"
  }
}
output "key" {
  value = "${at('Terraform: output', 'stripe')}"
}
`,
    'infra/prod.tfvars': `db_password = "${at('tfvars', 'word')}"\nname = "prod"\n`,
    'infra/terraform.tfvars': `api_token = "${at('terraform.tfvars', 'word')}"\n`,
    'infra/terraform.tfstate': JSON.stringify({
      version: 4,
      resources: [{ type: 'aws_db_instance', instances: [{ attributes: { password: at('tfstate', 'word') } }] }],
    }),
  };
}

/** What runs in a cluster. */
export function kubernetesFiles(garden: Garden): Files {
  const at = garden.plant.bind(garden);
  return {
    'k8s/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {token: ${at('k8s: annotation', 'word')}, note: ${at('k8s: neutral annotation', 'github')}}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: x/web:latest
        command: [sh, -c, "export K_PASSWORD=${at('k8s: command', 'word')}; gunicorn config.wsgi"]
        args: ["--password", "${at('k8s: args', 'word')}"]
        env:
        - {name: SECRET_KEY, value: "${at('k8s: env', 'word')}"}
        - {name: BROKER, value: "amqp://x:${at('k8s: URL', 'word')}@mq"}
        readinessProbe: {httpGet: {path: /, port: 8000, httpHeaders: [{name: X-Token, value: ${at('k8s: probe header', 'word')}}]}}
        livenessProbe: {exec: {command: [curl, "-u", "x:${at('k8s: probe command', 'word')}", localhost]}}
---
apiVersion: v1
kind: Secret
metadata: {name: shop}
data: {password: ${base64(at('k8s: Secret data', 'word'))}, x: ${base64(at('k8s: Secret data, neutral', 'mixed'))}}
stringData: {token: ${at('k8s: stringData', 'word')}, y: ${at('k8s: stringData, neutral', 'word')}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop}
data:
  API_PASSWORD: ${at('k8s: ConfigMap', 'word')}
  app.env: |
    DB_PASSWORD=${at('k8s: ConfigMap file', 'word')}
    ${at('k8s: ConfigMap file, bare', 'stripe')}
`,
    'k8s/kustomization.yaml': `resources: [web.yaml]\nsecretGenerator:\n- name: x\n  literals: [password=${at('kustomize: secretGenerator', 'word')}]\nconfigMapGenerator:\n- name: y\n  literals: ["API_TOKEN=${at('kustomize: configMapGenerator', 'word')}"]\n`,
    'helm/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'helm/values.yaml': `image: {tag: latest}\npostgresql: {auth: {password: ${at('Helm: values', 'word')}}}\nenv:\n  SECRET_KEY: ${at('Helm: env', 'word')}\nurl: redis://:${at('Helm: URL', 'word')}@cache/0\n`,
    'helm/templates/web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-web\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: "x:{{ .Values.image.tag }}"\n        env:\n        - {name: SECRET_KEY, value: "{{ .Values.env.SECRET_KEY }}"}\n        - {name: DB_PASSWORD, value: {{ .Values.postgresql.auth.password | quote }}}\n        - {name: H_TOKEN, value: ${at('Helm: template', 'word')}}\n`,
  };
}
