/**
 * Loaded before djaudit (`node --import`): writes every connection, every name that is looked up and every program that is
 * started to the file RECORD, and lets them happen.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const record = (what, name) => appendFileSync(process.env.RECORD, `${what} ${name}\n`);

/** Puts a recorder before a function; `nameOf` reads its arguments. */
function watch(owner, method, what, nameOf) {
  const given = owner[method];
  owner[method] = function watched(...args) {
    record(what, nameOf(args));
    return given.apply(this, args);
  };
}

function address([first, second]) {
  const options = Array.isArray(first) ? first[0] : first; // as net passes them on to itself
  if (typeof options !== 'object') return `${second}:${options}`;
  return options.path ?? `${options.host}:${options.port}`;
}

watch(net.Socket.prototype, 'connect', 'connect', address);
watch(dgram.Socket.prototype, 'send', 'send', ([, ...rest]) => rest.join(' '));
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const method of Object.getOwnPropertyNames(owner).filter((name) => /^(lookup|resolve|reverse)/.test(name)))
    watch(owner, method, 'look up', ([name]) => name);
watch(childProcess.ChildProcess.prototype, 'spawn', 'start', ([{ file }]) => file);
for (const method of ['spawnSync', 'execSync', 'execFileSync']) watch(childProcess, method, 'start', ([file]) => file);
syncBuiltinESMExports();
