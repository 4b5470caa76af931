import type isolates from 'isolated-vm'

/** The library of isolates. Native code: loaded where a module is run and nowhere else. */
export async function loadIsolates(): Promise<typeof isolates> {
  const { default: loaded } = await import('isolated-vm')
  return loaded
}
