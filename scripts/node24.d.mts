export function willDo(version: string): boolean
