import { userInfo } from 'node:os'

/** Who runs this process, as the system calls them: `ada`, or `user 1000` where it has no name. */
export function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
