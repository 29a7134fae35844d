import rule from '../../rules/databases/rds-public.ts';
import { testRule } from '../../src/testing/index.ts';
import { ingress, network, routeTable, securityGroup } from '../build/ec2.ts';
import { clusterMember, dbInstance } from '../build/rds.ts';

const facts = (
  instances: ReturnType<typeof dbInstance>[],
  ec2: Partial<ReturnType<typeof network> & { securityGroups: ReturnType<typeof securityGroup>[] }> = {},
) => ({ given: { rds: { instances }, ec2: { securityGroups: [securityGroup()], ...network(), ...ec2 } } });

const inSubnets = (...ids: string[]) => ({
  DBSubnetGroup: { DBSubnetGroupName: 'group', Subnets: ids.map((SubnetIdentifier) => ({ SubnetIdentifier })) },
});
const publicSubnets = inSubnets('subnet-0public-a', 'subnet-0public-b');
const world = [securityGroup({ IpPermissions: [ingress('0.0.0.0/0', 5432)] })];

testRule(rule, {
  pass: {
    'a private instance': facts([dbInstance()]),
    'a private instance behind an open group: db-sg-open-world speaks': facts([dbInstance()], {
      securityGroups: world,
    }),
  },
  fail: {
    'public, with groups that keep the internet out': {
      ...facts([dbInstance({ PubliclyAccessible: true, ...publicSubnets })]),
      reports: [
        'postgres instance shop-prod is publicly accessible: its name resolves to a public address and its security groups alone keep the internet out; make it private',
      ],
      severities: ['high'],
    },
    'public and open to the end': {
      ...facts([dbInstance({ PubliclyAccessible: true, ...publicSubnets })], { securityGroups: world }),
      reports: [
        'postgres instance shop-prod is on the internet: it is publicly accessible and sg-0db (database) admits 0.0.0.0/0 to port 5432, so everybody can try passwords on it; make it private now',
      ],
      severities: ['critical'],
    },
    'one of the subnets is enough, and so is the main route table': {
      ...facts([dbInstance({ PubliclyAccessible: true, ...inSubnets('subnet-0private-a', 'subnet-0public-b') })], {
        securityGroups: world,
        routeTables: [
          routeTable(['subnet-0private-a'], 'nat'),
          routeTable([], 'igw', { Associations: [{ Main: true }] }),
        ],
      }),
      reports: [
        'postgres instance shop-prod is on the internet: it is publicly accessible and sg-0db (database) admits 0.0.0.0/0 to port 5432, so everybody can try passwords on it; make it private now',
      ],
      severities: ['critical'],
    },
    'the flag in private subnets cannot be reached today': {
      ...facts([dbInstance({ PubliclyAccessible: true })], { securityGroups: world }),
      reports: [
        'postgres instance shop-prod is flagged publicly accessible; only the missing route to an internet gateway keeps it off the internet: switch the flag off',
      ],
      severities: ['medium'],
    },
    'routes of another account cannot be seen: not called critical': {
      ...facts([dbInstance({ PubliclyAccessible: true })], { securityGroups: world, routeTables: [] }),
      reports: [
        'postgres instance shop-prod is on the internet: it is publicly accessible and sg-0db (database) admits 0.0.0.0/0 to port 5432, so everybody can try passwords on it; make it private now',
      ],
      severities: ['high'],
    },
    'a member of a cluster': {
      ...facts([clusterMember(1, { PubliclyAccessible: true, ...publicSubnets })]),
      reports: [
        'aurora-postgresql instance shop-aurora-1 is publicly accessible: its name resolves to a public address and its security groups alone keep the internet out; make it private',
      ],
    },
  },
  unknown: {
    'AWS did not say': {
      ...facts([dbInstance({ PubliclyAccessible: undefined })]),
      reasons: ['AWS did not say whether postgres instance shop-prod is publicly accessible'],
    },
  },
});
