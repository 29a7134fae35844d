import type { ProxyConfig } from '../../model/repository/index.ts';
import { item, startOf } from '../item.ts';
import { textOf } from '../mask.ts';
import { nameOf } from '../paths.ts';
import type { Repository } from '../repository.ts';
import { roleOf } from '../roles.ts';

type Growing = { -readonly [K in keyof ProxyConfig]: ProxyConfig[K] } & {
  readonly listens: ProxyConfig['listens'][number][];
  readonly locations: ProxyConfig['locations'][number][];
  readonly setHeaders: Record<string, string>;
  readonly addHeaders: Record<string, string>;
};

const CANDIDATE =
  /(^|\/)(nginx|httpd|apache2?|caddy|proxy)[\w.-]*\/.*\.(conf|conf\.template|conf\.j2|tmpl|template)$|(^|\/)[\w.-]*nginx[\w.-]*\.(conf|conf\.template|template|conf\.j2)$|(^|\/)nginx\.conf[\w.-]*$|(^|\/)Caddyfile$|(^|\/)(sites-(available|enabled)|conf\.d)\/[^/]+$|(^|\/)default\.conf(\.(template|tpl))?$/i;

/** Configurations of web servers in front of Django, a line at a time: enough for what they redirect, listen on and set. */
export function readProxies(repository: Repository): readonly ProxyConfig[] {
  return repository.files.flatMap(({ path, size }) => {
    if (!CANDIDATE.test(path) || size > 200_000) return [];
    const text = repository.text(path);
    if (
      text === undefined ||
      !/\b(listen|location|proxy_pass|server_name|VirtualHost|RewriteRule|ProxyPass|reverse_proxy|proxy_set_header|keepalive_timeout|add_header|return 30[1278])\b/.test(
        text,
      )
    )
      return [];
    return [readConfig(path, text)];
  });
}

function readConfig(path: string, text: string): ProxyConfig {
  const server =
    nameOf(path) === 'Caddyfile' ? 'caddy' : /\b(VirtualHost|RewriteRule|ProxyPass)\b/.test(text) ? 'httpd' : 'nginx';
  const artefact = /(^|\/)\.(platform|ebextensions)\//.test(path)
    ? 'elastic-beanstalk'
    : /docker|compose|container|k8s|helm/.test(path.toLowerCase())
      ? 'container'
      : 'host';
  const config: Growing = {
    ...item(startOf(path), undefined, roleOf(path)),
    server,
    artefact,
    listens: [],
    locations: [],
    setHeaders: {},
    addHeaders: {},
  };
  let block = '';
  text.split('\n').forEach((raw, index) => {
    const line = raw
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .slice(0, 1_000);
    const location = { path, line: index + 1, column: raw.length - raw.trimStart().length + 1 };
    block = readLine(config, line, location, block);
  });
  return config;
}

/** @returns the `location` block that the next line stands in. */
function readLine(config: Growing, line: string, location: ProxyConfig['location'], block: string): string {
  const listen = /^(?:listen|Listen|<VirtualHost)\s+(?:[\w.*\[\]:]*:)?(\d{2,5})\b(.*)/.exec(line);
  if (listen !== null)
    config.listens.push({
      port: Number(listen[1]),
      tls: /\bssl\b/.test(listen[2] ?? '') || listen[1] === '443',
      location,
    });
  if (
    /return\s+30[1278]\s+["']?https:\/\//.test(line) ||
    /^rewrite\s.*https:\/\/.*(permanent|redirect)/.test(line) ||
    /RewriteRule\s.*https:\/\/%\{|Redirect\s+(permanent\s+)?\/\s+https:/.test(line)
  )
    config.redirectsToHttps ??= location;
  const header = /^(proxy_set_header|RequestHeader\s+set|header_up)\s+([\w-]+)\s+["']?([^"';]*)/.exec(line);
  if (header !== null) setHeader(config.setHeaders, header[2], header[3]);
  const added = /^(?:add_header|Header\s+(?:always\s+)?set|header)\s+([\w-]+)\s+["']?([^"';]*)/.exec(line);
  if (added !== null) setHeader(config.addHeaders, added[1], added[2]);
  const keepalive = /^keepalive_timeout\s+(\d{1,5})s?\b/.exec(line) ?? /^KeepAliveTimeout\s+(\d{1,5})/.exec(line);
  if (keepalive !== null) config.keepaliveTimeout = Number(keepalive[1]);
  return readLocation(config, line, location, block);
}

/** A header that proves where a request comes from is a password. */
function setHeader(headers: Record<string, string>, name = '', value = ''): void {
  const text = textOf(name, value);
  headers[name.toLowerCase()] = text.status === 'unknown' ? '' : text.text;
}

function readLocation(config: Growing, line: string, location: ProxyConfig['location'], block: string): string {
  const opened = /^location\s+(?:=|~\*?|\^~)?\s*([^\s{]+)\s*\{?/.exec(line)?.[1];
  const path = opened ?? block;
  const status = /\breturn\s+(\d{3})\b/.exec(line)?.[1];
  const action = /\bproxy_pass\b|\buwsgi_pass\b|\bfastcgi_pass\b/.test(line)
    ? 'proxy'
    : status !== undefined
      ? 'return'
      : /\b(alias|root|try_files)\b/.test(line)
        ? 'static'
        : undefined;
  const known = config.locations.some((one) => one.path === path);
  if (action !== undefined && path !== '' && !known)
    config.locations.push({ path, action, ...(status === undefined ? {} : { status: Number(status) }), location });
  return /^\}/.test(line) ? '' : path;
}
