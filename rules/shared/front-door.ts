import type { ListenerRule } from '../../src/model/aws/index.ts';
import type { DeployedService, FrontDoor, ListenerWithRules } from '../../src/model/index.ts';
import { part, type Subject, type SubjectRef } from '../../src/model/index.ts';

/** A listener in front of a service, with the service behind it. */
export interface DoorListener extends Subject {
  readonly service: DeployedService;
  readonly door: FrontDoor;
  readonly listener: ListenerWithRules;
}

/** Each listener in front of each service once, of the services whose doors could be seen. */
export function listenersBefore(services: readonly DeployedService[]): readonly DoorListener[] {
  const found = new Map<string, DoorListener>();
  for (const service of services) {
    if (service.frontDoors.status === 'unavailable') continue;
    for (const door of service.frontDoors.value) {
      if (door.listeners.status === 'unavailable') continue;
      for (const listener of door.listeners.value) {
        if (!found.has(listener.ref.id)) found.set(listener.ref.id, { ref: listener.ref, service, door, listener });
      }
    }
  }
  return [...found.values()];
}

/** A service whose front could not be seen to the end. */
export interface Unseen extends Subject {
  readonly service: DeployedService;
  readonly reason: string;
}

export function unseenFronts(services: readonly DeployedService[]): readonly Unseen[] {
  return services.flatMap((service): readonly Unseen[] => {
    const { frontDoors } = service;
    if (frontDoors.status === 'unavailable') return [front(service, frontDoors.reason)];
    const blind = frontDoors.value.find(({ listeners }) => listeners.status === 'unavailable');
    return blind?.listeners.status === 'unavailable' ? [front(service, blind.listeners.reason)] : [];
  });
}

function front(service: DeployedService, reason: string): Unseen {
  return { ref: frontOf(service.ref), service, reason };
}

function frontOf(ref: SubjectRef): SubjectRef {
  return part(ref, 'front');
}

/** What a rule of a listener does in the end: authentication before it does not change where the request goes. */
export function decides(rule: ListenerRule): 'forward' | 'https' | 'http' | 'answer' | 'unknown' {
  const action = (rule.Actions ?? []).toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).at(-1);
  if (action?.Type === 'forward') return 'forward';
  if (action?.Type === 'fixed-response') return 'answer';
  if (action?.Type !== 'redirect') return 'unknown';
  return action.RedirectConfig?.Protocol === 'HTTPS' ? 'https' : 'http';
}
