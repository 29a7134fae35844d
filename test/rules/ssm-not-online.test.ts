import rule from '../../rules/extras/ssm-not-online.ts';
import { testRule } from '../../src/testing/index.ts';
import { ec2Instance } from '../build/ec2.ts';
import { facts } from '../build/facts.ts';
import { nodeOf } from '../build/ssm.ts';

const account = (instances: ReturnType<typeof ec2Instance>[], nodes: ReturnType<typeof nodeOf>[] = []) =>
  facts(rule, { ec2: { instances }, ssm: { instances: nodes } });
const other = ec2Instance({ InstanceId: 'i-0web2' });
const young = ec2Instance({ LaunchTime: new Date('2026-11-25T09:55:00Z') });

testRule(rule, {
  pass: {
    online: account([ec2Instance()], [nodeOf(ec2Instance())]),
    'online without an instance profile: Default Host Management': account(
      [ec2Instance({ IamInstanceProfile: undefined })],
      [nodeOf(ec2Instance())],
    ),
  },
  fail: {
    'never registered': {
      ...account([ec2Instance()]),
      reports: [
        'the instance i-0web1 (shop-web) cannot be reached with Session Manager, so that looking into it takes SSH and an open port: its agent never registered: the role of shop-web lacks AmazonSSMManagedInstanceCore, ssm and ssmmessages cannot be reached on 443, or no agent is installed',
      ],
      severities: ['medium'],
    },
    'no instance profile': {
      ...account([ec2Instance({ IamInstanceProfile: undefined })]),
      reports: [
        'the instance i-0web1 (shop-web) cannot be reached with Session Manager, so that looking into it takes SSH and an open port: it has no instance profile, so that its agent cannot register',
      ],
    },
    'the agent is lost': {
      ...account(
        [ec2Instance()],
        [nodeOf(ec2Instance(), { PingStatus: 'ConnectionLost', LastPingDateTime: new Date('2026-11-20T04:00:00Z') })],
      ),
      reports: [
        'the instance i-0web1 (shop-web) cannot be reached with Session Manager, so that looking into it takes SSH and an open port: its agent is ConnectionLost since 2026-11-20: the instance hangs, lost its way to ssm and ssmmessages on 443, or its role changed',
      ],
    },
    'started this morning, an hour before the newest ping': {
      ...account([ec2Instance({ LaunchTime: new Date('2026-11-25T09:00:00Z') }), other], [nodeOf(other)]),
      reports: [
        'the instance i-0web1 (shop-web) cannot be reached with Session Manager, so that looking into it takes SSH and an open port: its agent never registered: the role of shop-web lacks AmazonSSMManagedInstanceCore, ssm and ssmmessages cannot be reached on 443, or no agent is installed',
      ],
    },
  },
  unknown: {
    'started five minutes ago': {
      ...account([young, other], [nodeOf(other)]),
      reasons: ['i-0web1 (shop-web) has just been started: its agent may still be registering'],
    },
    'started today, and no node tells the time': {
      ...account([young]),
      reasons: ['i-0web1 (shop-web) has just been started: its agent may still be registering'],
    },
  },
  silent: {
    'a node of EKS Auto Mode': account([ec2Instance({ Operator: { Managed: true, Principal: 'eks.amazonaws.com' } })]),
    'a stopped instance': account([ec2Instance({ State: { Name: 'stopped' } })]),
  },
});
