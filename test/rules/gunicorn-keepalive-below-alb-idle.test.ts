import rule from '../../rules/hosting/gunicorn-keepalive-below-alb-idle.ts';
import { collected, unavailable } from '../../src/model/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { denied, service } from '../build/deployment.ts';
import { loadBalancer } from '../build/elasticloadbalancing.ts';
import { frontDoor } from '../build/front-door.ts';
import { gunicorn, option, process } from '../build/process.ts';

const live = (options: Parameters<typeof gunicorn>[0], more: Parameters<typeof service>[0] = {}) => ({
  given: {
    deployment: { services: [service({ process: collected(process({ gunicorn: gunicorn(options) })), ...more })] },
  },
});
const RACES =
  'gunicorn (gthread) of ECS service shop-web closes idle connections after 2 s while shop reuses them for 60 s: now and then a request meets a closed connection and the visitor gets a 502';

testRule(rule, {
  pass: { 'longer than the idle timeout': live({ keepalive: option.chosen(75) }) },
  fail: {
    'the default of gthread': { ...live({ keepalive: option.usual(2) }), reports: [RACES], severities: ['medium'] },
    'exactly as long': {
      ...live({ keepalive: option.chosen(60) }),
      reports: [RACES.replace('after 2 s', 'after 60 s')],
    },
    gevent: {
      ...live({ worker_class: option.chosen('gevent'), keepalive: option.usual(2) }),
      reports: [RACES.replace('gthread', 'gevent')],
    },
  },
  unknown: {
    'keepalive is computed in the configuration file': {
      ...live({ keepalive: option.unknown('int(os.environ["KEEPALIVE"])') }),
      reasons: ['keepalive of ECS service shop-web is not known: int(os.environ["KEEPALIVE"])'],
    },
    'the command is not known': {
      ...live({}, { process: unavailable('the live command is not one that the repository has') }),
      reasons: [
        'the command of ECS service shop-web is not known: the live command is not one that the repository has',
      ],
    },
    'the load balancers were denied': {
      ...live({}, { frontDoors: denied }),
      reasons: ['the load balancers of ECS service shop-web could not be told: denied: ecs:DescribeTaskDefinition'],
    },
    'the attributes were denied': {
      ...live({}, { frontDoors: collected([frontDoor({ attributes: denied })]) }),
      reasons: ['the attributes of shop could not be read: denied: ecs:DescribeTaskDefinition'],
    },
  },
  silent: {
    'the sync worker closes after every answer': live({
      worker_class: option.usual('sync'),
      keepalive: option.usual(2),
    }),
    'nginx of Elastic Beanstalk stands between': live(
      { keepalive: option.usual(2) },
      { platform: 'elastic beanstalk' },
    ),
    'a network load balancer': live(
      { keepalive: option.usual(2) },
      { frontDoors: collected([frontDoor({ loadBalancer: loadBalancer({ Type: 'network' }) })]) },
    ),
    'no load balancer': live({ keepalive: option.usual(2) }, { frontDoors: collected([]) }),
  },
});
