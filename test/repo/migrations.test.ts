import { expect, it } from 'vitest';
import type { AppMigrations, MigrationOperation } from '../../src/model/repository/index.ts';
import { factOf } from './fact.ts';
import { PROJECT } from './folder.ts';

async function operations(text: string): Promise<readonly MigrationOperation[] | undefined> {
  const path = 'orders/migrations/0002_more.py';
  const file = `from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    ${text}\n`;
  const [app] = await factOf<readonly AppMigrations[]>({ ...PROJECT, [path]: file }, 'repository.migrations');
  return app?.migrations[0]?.operations;
}

it.each<[string, object]>([
  ['migrations.RenameModel("Order", "Purchase")', { model: 'Order', newName: 'Purchase' }],
  ['migrations.RenameModel(old_name="Order", new_name="Purchase")', { model: 'Order', newName: 'Purchase' }],
  ['migrations.RenameField("order", "a", "b")', { model: 'order', field: 'a', newName: 'b' }],
  [
    'migrations.RenameField(model_name="order", old_name="a", new_name="b")',
    { model: 'order', field: 'a', newName: 'b' },
  ],
  ['migrations.DeleteModel(name="Order")', { model: 'Order' }],
  [
    'migrations.AddField("order", "note", models.TextField(default=""))',
    { field: 'note', null: false, hasDefault: true, hasDbDefault: false },
  ],
  [
    'migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("order", "a")])',
    { operation: 'RemoveField', field: 'a', stateOnly: true },
  ],
  ['*more()', { operation: '' }],
])('reads %s', async (text, expected) => {
  expect(await operations(`operations = [${text}]`)).toMatchObject([expected]);
});

it('says nothing of a list that is built in code', async () => {
  expect(await operations('operations = build()')).toBeUndefined();
  expect(await operations('dependencies = []')).toEqual([]);
});
