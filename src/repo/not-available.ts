/** A fact cannot be given, for a reason that the report says: no Django project, no git. Not a defect. */
export class NotAvailable extends Error {
  override readonly name = 'NotAvailable';
}
