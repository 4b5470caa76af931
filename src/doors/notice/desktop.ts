import { execFile } from 'node:child_process'
import type { Notice, NoticeChannel, NoticeSent } from '../../app/index.ts'
import { runbookLink } from './runbook-link.ts'

type Program = { readonly file: string; readonly words: readonly string[] }

export type DesktopOptions = {
  readonly runbookUrl: string
  /** Of the system, as Node names it. */
  readonly platform: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

const patienceMs = 5_000
const macScript = 'display notification (item 2 of argv) with title (item 1 of argv)'
/** Words of strangers come by the environment, so that none of them is a script. */
const windowsScript =
  'Add-Type -AssemblyName System.Windows.Forms; $n = New-Object System.Windows.Forms.NotifyIcon; ' +
  '$n.Icon = [System.Drawing.SystemIcons]::Information; $n.Visible = $true; ' +
  '$n.ShowBalloonTip(4000, $env:COINSWARM_TITLE, $env:COINSWARM_TEXT, "Info"); Start-Sleep 4; $n.Dispose()'

/** Shows each notice on the desktop, by the program that each system has for it. */
export function desktop(options: DesktopOptions): NoticeChannel {
  return {
    name: 'desktop',
    send: (notice) => show(notice, options),
  }
}

/** @param text - Never read as an option or as a script. */
function programOf(platform: string, { urgency, title }: Notice, text: string): Program {
  if (platform === 'darwin')
    return {
      file: 'osascript',
      words: ['-e', 'on run argv', '-e', macScript, '-e', 'end run', title, text],
    }
  if (platform === 'win32')
    return { file: 'powershell', words: ['-NoProfile', '-Command', windowsScript] }
  const level = { info: 'low', warning: 'normal', critical: 'critical' }[urgency]
  return {
    file: 'notify-send',
    words: [`--urgency=${level}`, '--app-name=coinswarm', '--', title, unmarked(text)],
  }
}

/** The text of a notice of this kind may hold markup, its title may not. */
function unmarked(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function show(
  notice: Notice,
  { runbookUrl, platform, variables }: DesktopOptions,
): Promise<NoticeSent> {
  const text = `${notice.text}\n${runbookLink(notice.name, runbookUrl)}`
  const { file, words } = programOf(platform, notice, text)
  const env = { ...variables, COINSWARM_TITLE: notice.title, COINSWARM_TEXT: text }
  return new Promise((resolve) => {
    const isShort = { timeout: patienceMs * (platform === 'win32' ? 3 : 1), windowsHide: true }
    execFile(file, words, { env, ...isShort }, (error) => {
      if (error === null) return resolve({ ok: true })
      const isAbsent = error.code === 'ENOENT'
      const why = isAbsent
        ? `${file} is not on this machine`
        : `${file} failed (${error.code ?? 'in time'})`
      return resolve({ ok: false, why })
    })
  })
}
