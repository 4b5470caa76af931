// Runs before a box process: closes what it inherited and was not meant to.
import { closeSync, fstatSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** This file, for whoever starts it. */
export type InheritedProgram = 'close-inherited-main'

const own = 4
const most = 256

/** Pipes stay: the machine of Node has some of its own. */
function isForeign(handle: number): boolean {
  try {
    const stat = fstatSync(handle)
    return stat.isFile() || stat.isDirectory() || stat.isSocket()
  } catch {
    return false
  }
}

// What a thread begins with, its process has opened itself.
if (isMainThread)
  for (let handle = own; handle < most; handle += 1) if (isForeign(handle)) closeSync(handle)
