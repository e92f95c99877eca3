/** The address without what nobody else may see: a token or password in its query, or user data before its host. */
export function hideSecrets(url: string): string {
  return url
    .replace(/([?&](?:auth_token|access_token|token|password|secret|signature)=)[^&#]*/gi, '$1…')
    .replace(/^(\w+:\/\/)[^/@]*@/, '$1…@');
}
