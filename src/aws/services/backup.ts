import {
  BackupClient,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByResourceCommand,
} from '@aws-sdk/client-backup';
import type { Collector, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';

const next = by('NextToken');

const protectedResources: Collector<'backup.protectedResources'> = async function* ({ pages, ref }) {
  for await (const page of pages(ListProtectedResourcesCommand, { MaxResults: 1000 }, next)) {
    yield must(page.Results, 'Results').map((resource) => {
      const ResourceArn = must(resource.ResourceArn, 'ResourceArn');
      return {
        ...resource,
        ref: ref(ResourceArn, resource.ResourceName ?? ResourceArn.split(':').at(-1)),
        ResourceArn,
        ResourceType: must(resource.ResourceType, 'ResourceType'),
      };
    });
  }
};

const DATABASES = new Set(['RDS', 'Aurora']);

const recoveryPoints: Collector<'backup.recoveryPoints'> = async function* ({ pages, each, from }) {
  const lists = each(from('backup.protectedResources'), async ({ ref, ResourceArn, ResourceType }) => {
    if (!DATABASES.has(ResourceType)) return undefined;
    const found = [];
    for await (const page of pages(ListRecoveryPointsByResourceCommand, { ResourceArn, MaxResults: 1000 }, next)) {
      found.push(
        ...must(page.RecoveryPoints, 'RecoveryPoints').map((point) => ({
          ...point,
          ref,
          ResourceArn,
          RecoveryPointArn: must(point.RecoveryPointArn, 'RecoveryPointArn'),
        })),
      );
    }
    return found.toSorted((a, b) => (b.CreationDate?.getTime() ?? 0) - (a.CreationDate?.getTime() ?? 0));
  });
  for await (const lot of lists) yield lot.flat();
};

export const backup: ServiceModule<'backup'> = {
  client: (config) => new BackupClient(config),
  collectors: { 'backup.protectedResources': protectedResources, 'backup.recoveryPoints': recoveryPoints },
};
