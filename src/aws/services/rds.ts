import {
  DescribeCertificatesCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBParametersCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetsCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventSubscriptionsCommand,
  DescribePendingMaintenanceActionsCommand,
  type Parameter,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { ParameterGroup } from '../../model/aws/index.ts';
import type { SubjectRef } from '../../model/subject.ts';
import type { Collector, Context, ServiceModule } from '../collector.ts';
import { by, must } from '../collector.ts';
import { nameOf } from '../names.ts';
import { distinct, merge } from '../streams.ts';

const PAGE = { MaxRecords: 100 };
const next = by('Marker');

const instances: Collector<'rds.instances'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeDBInstancesCommand, PAGE, next)) {
    yield must(page.DBInstances, 'DBInstances').map((db) => {
      const DBInstanceArn = must(db.DBInstanceArn, 'DBInstanceArn');
      const DBInstanceIdentifier = must(db.DBInstanceIdentifier, 'DBInstanceIdentifier');
      return {
        ...db,
        ref: ref(DBInstanceArn, nameOf(db.TagList, DBInstanceIdentifier)),
        DBInstanceArn,
        DBInstanceIdentifier,
        DBInstanceClass: must(db.DBInstanceClass, 'DBInstanceClass'),
        Engine: must(db.Engine, 'Engine'),
        EngineVersion: must(db.EngineVersion, 'EngineVersion'),
      };
    });
  }
};

const clusters: Collector<'rds.clusters'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeDBClustersCommand, PAGE, next)) {
    yield must(page.DBClusters, 'DBClusters').map((db) => {
      const DBClusterArn = must(db.DBClusterArn, 'DBClusterArn');
      const DBClusterIdentifier = must(db.DBClusterIdentifier, 'DBClusterIdentifier');
      return {
        ...db,
        ref: ref(DBClusterArn, nameOf(db.TagList, DBClusterIdentifier)),
        DBClusterArn,
        DBClusterIdentifier,
        Engine: must(db.Engine, 'Engine'),
        EngineVersion: must(db.EngineVersion, 'EngineVersion'),
      };
    });
  }
};

/** Once for each distinct group in use, whoever uses it. */
const parameters: Collector<'rds.parameters'> = async function* (context) {
  const ofInstances = distinct(context.from('rds.instances'), (db) =>
    (db.DBParameterGroups ?? []).map((group) => group.DBParameterGroupName),
  );
  const ofClusters = distinct(context.from('rds.clusters'), (db) => [db.DBClusterParameterGroup]);
  yield* merge(
    context.each(
      ofInstances,
      (name) => instanceGroup(context, name),
      (name) => groupRef(context, 'pg', name),
    ),
    context.each(
      ofClusters,
      (name) => clusterGroup(context, name),
      (name) => groupRef(context, 'cluster-pg', name),
    ),
  );
};

function groupRef({ ref, arn }: Context, kind: 'pg' | 'cluster-pg', name: string): SubjectRef {
  return ref(arn('rds', `${kind}:${name}`), name);
}

async function instanceGroup(context: Context, name: string): Promise<ParameterGroup> {
  const { pages } = context;
  const parameters: Parameter[] = [];
  for await (const page of pages(DescribeDBParametersCommand, { ...PAGE, DBParameterGroupName: name }, next)) {
    parameters.push(...must(page.Parameters, 'Parameters'));
  }
  return { ref: groupRef(context, 'pg', name), kind: 'instance', name, parameters: parameters.map(effective) };
}

async function clusterGroup(context: Context, name: string): Promise<ParameterGroup> {
  const { pages } = context;
  const parameters: Parameter[] = [];
  for await (const page of pages(
    DescribeDBClusterParametersCommand,
    { ...PAGE, DBClusterParameterGroupName: name },
    next,
  )) {
    parameters.push(...must(page.Parameters, 'Parameters'));
  }
  return {
    ref: groupRef(context, 'cluster-pg', name),
    kind: 'cluster',
    name,
    parameters: parameters.map(effective),
  };
}

/** Descriptions and allowed values are the same in every account: five sixths of the answer. */
function effective({
  ParameterName,
  ParameterValue,
  Source,
  ApplyType,
  ApplyMethod,
  DataType,
  IsModifiable,
}: Parameter): ParameterGroup['parameters'][number] {
  return { ParameterName, ParameterValue, Source, ApplyType, ApplyMethod, DataType, IsModifiable };
}

const snapshots: Collector<'rds.snapshots'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeDBSnapshotsCommand, { ...PAGE, SnapshotType: 'manual' }, next)) {
    yield must(page.DBSnapshots, 'DBSnapshots').map((snapshot) => {
      const DBSnapshotArn = must(snapshot.DBSnapshotArn, 'DBSnapshotArn');
      const DBSnapshotIdentifier = must(snapshot.DBSnapshotIdentifier, 'DBSnapshotIdentifier');
      return {
        ...snapshot,
        ref: ref(DBSnapshotArn, nameOf(snapshot.TagList, DBSnapshotIdentifier)),
        DBSnapshotArn,
        DBSnapshotIdentifier,
      };
    });
  }
};

const clusterSnapshots: Collector<'rds.clusterSnapshots'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeDBClusterSnapshotsCommand, { ...PAGE, SnapshotType: 'manual' }, next)) {
    yield must(page.DBClusterSnapshots, 'DBClusterSnapshots').map((snapshot) => {
      const DBClusterSnapshotArn = must(snapshot.DBClusterSnapshotArn, 'DBClusterSnapshotArn');
      const DBClusterSnapshotIdentifier = must(snapshot.DBClusterSnapshotIdentifier, 'DBClusterSnapshotIdentifier');
      return {
        ...snapshot,
        ref: ref(DBClusterSnapshotArn, nameOf(snapshot.TagList, DBClusterSnapshotIdentifier)),
        DBClusterSnapshotArn,
        DBClusterSnapshotIdentifier,
      };
    });
  }
};

/** A snapshot that was deleted since it was listed has no attributes and no item. */
const snapshotAttributes: Collector<'rds.snapshotAttributes'> = ({ ask, each, from }) =>
  each(from('rds.snapshots'), async ({ ref, DBSnapshotIdentifier }) => {
    const answer = await ask(
      DescribeDBSnapshotAttributesCommand,
      { DBSnapshotIdentifier },
      { absent: ['DBSnapshotNotFoundFault'] },
    );
    if (answer === undefined) return undefined;
    const result = must(answer.DBSnapshotAttributesResult, 'DBSnapshotAttributesResult');
    const attributes = must(result.DBSnapshotAttributes, 'DBSnapshotAttributes');
    return { ref, restore: attributes.find(isRestore)?.AttributeValues ?? [] };
  });

const clusterSnapshotAttributes: Collector<'rds.clusterSnapshotAttributes'> = ({ ask, each, from }) =>
  each(from('rds.clusterSnapshots'), async ({ ref, DBClusterSnapshotIdentifier }) => {
    const answer = await ask(
      DescribeDBClusterSnapshotAttributesCommand,
      { DBClusterSnapshotIdentifier },
      { absent: ['DBClusterSnapshotNotFoundFault'] },
    );
    if (answer === undefined) return undefined;
    const result = must(answer.DBClusterSnapshotAttributesResult, 'DBClusterSnapshotAttributesResult');
    const attributes = must(result.DBClusterSnapshotAttributes, 'DBClusterSnapshotAttributes');
    return { ref, restore: attributes.find(isRestore)?.AttributeValues ?? [] };
  });

function isRestore({ AttributeName }: { readonly AttributeName?: string | undefined }): boolean {
  return AttributeName === 'restore';
}

const certificates: Collector<'rds.certificates'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeCertificatesCommand, PAGE, next)) {
    yield must(page.Certificates, 'Certificates').map((certificate) => {
      const CertificateIdentifier = must(certificate.CertificateIdentifier, 'CertificateIdentifier');
      const id = certificate.CertificateArn ?? arn('rds', `cert:${CertificateIdentifier}`);
      return { ...certificate, ref: ref(id, CertificateIdentifier), CertificateIdentifier };
    });
  }
};

const majorEngineVersions: Collector<'rds.majorEngineVersions'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeDBMajorEngineVersionsCommand, PAGE, next)) {
    yield must(page.DBMajorEngineVersions, 'DBMajorEngineVersions').map((version) => {
      const Engine = must(version.Engine, 'Engine');
      const MajorEngineVersion = must(version.MajorEngineVersion, 'MajorEngineVersion');
      const id = arn('rds', `engine:${Engine}/${MajorEngineVersion}`);
      return { ...version, ref: ref(id, `${Engine} ${MajorEngineVersion}`), Engine, MajorEngineVersion };
    });
  }
};

const pendingMaintenance: Collector<'rds.pendingMaintenance'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribePendingMaintenanceActionsCommand, PAGE, next)) {
    yield must(page.PendingMaintenanceActions, 'PendingMaintenanceActions').map((actions) => {
      const ResourceIdentifier = must(actions.ResourceIdentifier, 'ResourceIdentifier');
      return { ...actions, ref: ref(ResourceIdentifier, ResourceIdentifier.split(':').at(-1)), ResourceIdentifier };
    });
  }
};

const proxies: Collector<'rds.proxies'> = async function* ({ pages, ref }) {
  for await (const page of pages(DescribeDBProxiesCommand, PAGE, next)) {
    yield must(page.DBProxies, 'DBProxies').map((proxy) => {
      const DBProxyArn = must(proxy.DBProxyArn, 'DBProxyArn');
      const DBProxyName = must(proxy.DBProxyName, 'DBProxyName');
      return { ...proxy, ref: ref(DBProxyArn, DBProxyName), DBProxyArn, DBProxyName };
    });
  }
};

const proxyTargets: Collector<'rds.proxyTargets'> = async function* ({ pages, each, from }) {
  const lists = each(from('rds.proxies'), async ({ ref, DBProxyName }) => {
    const targets = [];
    for await (const page of pages(DescribeDBProxyTargetsCommand, { ...PAGE, DBProxyName }, next)) {
      targets.push(...must(page.Targets, 'Targets').map((target) => ({ ...target, ref, DBProxyName })));
    }
    return targets;
  });
  for await (const lot of lists) yield lot.flat();
};

const eventSubscriptions: Collector<'rds.eventSubscriptions'> = async function* ({ pages, ref, arn }) {
  for await (const page of pages(DescribeEventSubscriptionsCommand, PAGE, next)) {
    yield must(page.EventSubscriptionsList, 'EventSubscriptionsList').map((subscription) => {
      const CustSubscriptionId = must(subscription.CustSubscriptionId, 'CustSubscriptionId');
      const id = subscription.EventSubscriptionArn ?? arn('rds', `es:${CustSubscriptionId}`);
      return { ...subscription, ref: ref(id, CustSubscriptionId), CustSubscriptionId };
    });
  }
};

export const rds: ServiceModule<'rds'> = {
  client: (config) => new RDSClient(config),
  collectors: {
    'rds.instances': instances,
    'rds.clusters': clusters,
    'rds.parameters': parameters,
    'rds.snapshots': snapshots,
    'rds.clusterSnapshots': clusterSnapshots,
    'rds.snapshotAttributes': snapshotAttributes,
    'rds.clusterSnapshotAttributes': clusterSnapshotAttributes,
    'rds.certificates': certificates,
    'rds.majorEngineVersions': majorEngineVersions,
    'rds.pendingMaintenance': pendingMaintenance,
    'rds.proxies': proxies,
    'rds.proxyTargets': proxyTargets,
    'rds.eventSubscriptions': eventSubscriptions,
  },
};
