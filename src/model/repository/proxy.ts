import type { Location } from '../location.ts';
import type { Item } from './item.ts';

/** A configuration of nginx, httpd or Caddy that the repository brings along. */
export interface ProxyConfig extends Item {
  readonly server: 'nginx' | 'httpd' | 'caddy';
  /** Elastic Beanstalk puts its nginx in front of every application by itself. */
  readonly artefact: 'elastic-beanstalk' | 'container' | 'host';
  readonly listens: readonly { readonly port: number; readonly tls: boolean; readonly location: Location }[];
  /** A request over HTTP is sent to HTTPS: the place. */
  readonly redirectsToHttps?: Location;
  /** `location` prefixes or paths with what they do: proxied, served from disk, or answered at once with a status. */
  readonly locations: readonly {
    readonly path: string;
    readonly action: 'proxy' | 'static' | 'return' | 'other';
    readonly status?: number;
    readonly location: Location;
  }[];
  /** `proxy_set_header` by header name in lower case. */
  readonly setHeaders: Readonly<Record<string, string>>;
  /** `add_header` by header name in lower case. */
  readonly addHeaders: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly keepaliveTimeout?: number;
}
