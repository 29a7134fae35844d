import { expect, it } from 'vitest';
import type { Kubernetes } from '../../src/model/repository/index.ts';
import { readRepository } from '../../src/repo/index.ts';
import { folderWith } from './folder.ts';

async function kubernetes(files: Readonly<Record<string, string>>): Promise<Kubernetes> {
  const { records } = await readRepository(folderWith(files), ['repository.kubernetes']);
  const found = records[0]?.fact;
  if (found?.status !== 'collected') throw new Error(found?.reason ?? 'no record');
  return found.value as Kubernetes;
}

it('the literals of a secretGenerator are a Secret', async () => {
  const { secrets } = await kubernetes({
    'deploy/kustomization.yaml':
      'secretGenerator:\n  - name: db\n    literals:\n      - password=Tr0ub4dor-and-3\n      - host=db.example.com\nresources: [web.yaml]\n',
  });

  expect(secrets).toMatchObject([
    {
      name: 'db',
      ref: { id: 'deploy/kustomization.yaml#secretGenerator/db' },
      entries: [
        { key: 'password', value: { status: 'secret', placeholder: false }, location: { line: 4 } },
        { key: 'host', value: { status: 'known', text: 'db.example.com' } },
      ],
    },
  ]);
  expect(JSON.stringify(secrets)).not.toContain('Tr0ub4dor');
});

it('a Secret that holds the whole configuration keeps only its secrets', async () => {
  const { secrets } = await kubernetes({
    'k8s/secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata: {name: shop}\nstringData:\n  AWS_S3_REGION_NAME: eu-west-1\n  BUCKET_NAME: shop-media\n  value: Tr0ub4dor-and-3\n',
  });

  expect(secrets[0]?.entries.map(({ key, value }) => [key, value.status])).toEqual([
    ['AWS_S3_REGION_NAME', 'known'],
    ['BUCKET_NAME', 'known'],
    ['value', 'secret'],
  ]);
});

it('a name that a template makes is written as in the file', async () => {
  const { manifests } = await kubernetes({
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
    'chart/templates/secret.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ template "shop.fullname" . }}-api\nstringData:\n  KEY: {{ .Values.key | quote }}\n',
  });

  expect(manifests[0]?.name).toBe('{{ template "shop.fullname" . }}-api');
});
