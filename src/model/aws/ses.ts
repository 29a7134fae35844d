import type { GetAccountResponse, GetEmailIdentityResponse } from '@aws-sdk/client-sesv2';
import type { Item } from './item.ts';

export interface SesFacts {
  'ses.identities': readonly (Item<Omit<GetEmailIdentityResponse, 'Policies'>> & { readonly IdentityName: string })[];
  /** Sending in the region: sandbox or production, quota. */
  'ses.account': readonly Item<Omit<GetAccountResponse, 'Details'>>[];
}
