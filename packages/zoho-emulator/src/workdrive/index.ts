export { createWorkDriveService, type DisposableWorkDriveService } from './workdrive-service.ts';
