import { expect, it } from 'vitest';
import rule from '../../../rules/databases/maintenance-kills-health-check.ts';
import { probe } from './ask.ts';
import { judged } from './judged.ts';
import { served } from './served.ts';

const CLOSED = `ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["maintenance_mode"]
MAINTENANCE_MODE = True
MAINTENANCE_MODE_TEMPLATE = "closed.html"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
`;
const LAST = 'MIDDLEWARE = [*MIDDLEWARE, "maintenance_mode.middleware.MaintenanceModeMiddleware"]\n';
const HEALTH_FIRST = 'MIDDLEWARE = ["shop.health.HealthCheckMiddleware", *MIDDLEWARE]\n';

it.each([
  ['nothing lets the probe through', LAST],
  ['a pattern', `${LAST}MAINTENANCE_MODE_IGNORE_URLS = [r"^/health/$"]\n`],
  ['a pattern without the leading slash', `${LAST}MAINTENANCE_MODE_IGNORE_URLS = [r"^health/$"]\n`],
  ['the health check before it', LAST + HEALTH_FIRST],
])('while django-maintenance-mode closes the site: %s', async (_, settings) => {
  await served(
    CLOSED + settings,
    async (root, port) => {
      expect((await probe(port, '/')).status).toBe(503);
      const { status } = await probe(port, '/health/');
      expect((await judged(rule, root)).status).toBe(status === 200 ? 'pass' : 'fail');
    },
    { files: { 'templates/closed.html': 'closed' } },
  );
});
