/**
 * The SDK warns once in every process on Node 20. The command sets this in its environment before the SDK is loaded: it
 * alone may touch it, and the SDK reads nothing else.
 */
export const SDK_ENVIRONMENT = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } as const;
