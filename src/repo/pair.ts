/** `{name, value}`, `{HeaderName, HeaderValue}`, `{OptionName, Value}`: the member that says what the other one is. */
export function isNameKey(key: string): boolean {
  return /^(?:name|key|header_?name|option_?name|parameter_?(?:name|key))$/i.test(key);
}

/** The member that holds what the name stands for. */
export function isValueKey(key: string): boolean {
  return /^(?:value|default(?:_?value)?|header_?value|option_?value|parameter_?value)$/i.test(key);
}
