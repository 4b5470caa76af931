import { acquireLock, presentFormats } from '../journal/index.ts'
import { nodeDisk } from '../kernel/index.ts'
import { deskPaths } from './desk-folder.ts'
import { noJournal } from './desk-journal.ts'
import { type BackReport, migrateBack, migrateDesk, type MigrationReport } from './migrate-desk.ts'
import { replayFrom } from './replay-journal.ts'

/** Brings a desk folder to the journal format of this version. @throws as `migrateDesk` */
export function migrateDeskFolder(folder: string, isDryRun: boolean): Promise<MigrationReport> {
  return locked(folder, () =>
    migrateDesk({
      disk: nodeDisk,
      folder,
      formats: presentFormats,
      replay: (journal) => replayFrom(journal, folder),
      isDryRun,
    }),
  )
}

/** Goes back to the journal before the last migration. @throws as `migrateBack` */
export async function migrateDeskFolderBack(
  folder: string,
  isForced: boolean,
): Promise<BackReport> {
  return locked(folder, async () => migrateBack({ disk: nodeDisk, folder, isForced }))
}

/** No desk may run meanwhile. @throws UserError `desk-in-use` */
async function locked<T>(folder: string, run: () => Promise<T>): Promise<T> {
  const paths = deskPaths(folder)
  // Taking the lock would make the folder.
  if (!nodeDisk.exists(paths.journal)) throw noJournal(folder)
  const lock = acquireLock(paths.lock)
  try {
    return await run()
  } finally {
    lock.release()
  }
}
