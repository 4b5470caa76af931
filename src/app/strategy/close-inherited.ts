import { closeSync, fstatSync } from 'node:fs'

const own = 4
const most = 256

/**
 * Closes what a program inherited and was not meant to: files and sockets that something in the
 * parent had opened for its children too. Pipes stay, the machine of Node has some of its own.
 */
export function closeInherited(): void {
  for (let handle = own; handle < most; handle += 1) if (isForeign(handle)) closeSync(handle)
}

function isForeign(handle: number): boolean {
  try {
    const stat = fstatSync(handle)
    return stat.isFile() || stat.isDirectory() || stat.isSocket()
  } catch {
    return false
  }
}
