import { repeatEvery } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'

const lookEveryUs = 1_000_000

/**
 * Watches the process that started us on the pinned Node and passes Ctrl-C on. When it is killed
 * nobody could stop us any more, so a desk stops by itself.
 */
export type LauncherWatch = { readonly gone: Promise<void>; readonly stop: () => void }

/** Begins to watch. Without such a launcher `gone` never resolves. */
export function watchLauncher(): LauncherWatch {
  const launcher = process.env['COINSWARM_LAUNCHER']
  if (launcher === undefined) return { gone: new Promise(() => {}), stop: () => {} }
  let tell: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    tell = resolve
  })
  const stop = repeatEvery(liveClock, lookEveryUs, () => {
    // Its own word for who it is, because it may be gone before we look for the first time.
    if (String(process.ppid) !== launcher) tell()
  })
  return { gone, stop }
}
