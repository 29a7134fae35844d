import type { Location } from '../../src/model/index.ts';
import type { ProxyConfig, Terraform, TerraformBlock } from '../../src/model/repository/index.ts';

/** Attributes of a listener with which an Application Load Balancer adds the header to every answer. */
const LISTENER_HSTS = 'routing_http_response_strict_transport_security_header_value';

/** A place in the repository where something in front of Django adds Strict-Transport-Security. */
export function hstsInFront(proxies: readonly ProxyConfig[], terraform: Terraform): Location | undefined {
  const proxy = proxies.find(
    ({ role, addHeaders }) => role === 'production' && 'strict-transport-security' in addHeaders,
  );
  if (proxy !== undefined) return proxy.location;
  const listener = terraform.resources.find(
    ({ type, attributes }) => type === 'aws_lb_listener' && LISTENER_HSTS in attributes,
  );
  if (listener !== undefined) return listener.attributes[LISTENER_HSTS]?.location;
  return terraform.resources.find(addsHsts)?.location;
}

function addsHsts({ type, blocks }: TerraformBlock): boolean {
  return (
    type === 'aws_cloudfront_response_headers_policy' &&
    blocks.some(({ blocks: inner }) => inner.some((block) => block.type === 'strict_transport_security'))
  );
}

/** A proxy of the repository that ends TLS itself: then nothing unseen stands between it and Django. */
export function tlsProxy(proxies: readonly ProxyConfig[]): ProxyConfig | undefined {
  return proxies.find(({ role, listens }) => role === 'production' && listens.some(({ tls }) => tls));
}

/** A proxy of production that writes the header itself: what the client sent under its name is gone. */
export function overwrites({ role, setHeaders }: ProxyConfig, header: string): boolean {
  const value = setHeaders[header];
  return role === 'production' && value !== undefined && !value.includes(`$http_${header.replaceAll('-', '_')}`);
}
