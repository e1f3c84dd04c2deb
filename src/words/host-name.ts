/** How people call a host: pods of namespace default by their name alone. */
export const hostName = (namespace: string): string => namespace.replace(/^default\//, '')
