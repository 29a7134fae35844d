/** Facts read from the account: the SDK's own shapes, minus secrets. */
export interface AwsFacts {}
