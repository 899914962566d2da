import { readFile } from 'node:fs/promises'
import { aColleague, aCustomer, ask } from './api.ts'
import { enter } from './enter.ts'
import { expect, test } from './sluice.ts'

test.beforeEach(async ({ page, token }) => {
  expect(token).not.toBe('')
  await enter(page)
})

test('a customer is created whole: what is missing is named, likely twins are shown, and it can be found and archived', async ({
  page,
}) => {
  await page.goto('/customers')
  await page.getByRole('button', { name: '新建客户' }).first().click()
  const dialog = page.getByRole('dialog', { name: '新建客户' })
  await dialog.getByRole('textbox', { name: '客户名称' }).fill('苏州恒瑞精密机械有限公司')
  await dialog.getByRole('button', { name: '新建客户' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: '行业' })).toContainText('联系人')
  await expect(dialog.getByLabel('行业')).toHaveAttribute('aria-invalid', 'true')

  await dialog.getByLabel('行业').fill('装备制造')
  await dialog.getByRole('combobox', { name: '人员规模' }).click()
  await page.getByRole('option', { name: /100-499/ }).click()
  await dialog.getByLabel('地区').fill('苏州')
  await dialog.getByRole('combobox', { name: '来源' }).click()
  await page.getByRole('listbox', { name: '来源' }).getByRole('option').first().click()
  await dialog.getByRole('textbox', { name: '姓名' }).fill('林国强')
  await dialog.getByRole('textbox', { name: '电话' }).first().fill('12345')
  await dialog.getByRole('combobox', { name: '采购角色' }).click()
  await page.getByRole('option', { name: '决策人' }).click()
  await dialog.getByRole('button', { name: '新建客户' }).click()
  await expect(dialog.getByRole('textbox', { name: '电话' }).first()).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByRole('textbox', { name: '电话' }).first().fill('138 0013 8000')
  await dialog.getByRole('button', { name: '新建客户' }).click()
  await expect(page.getByRole('heading', { name: '苏州恒瑞精密机械有限公司', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: '138 0013 8000' })).toBeVisible()

  // A twin under another way of writing its name.
  await page.goto('/customers')
  await page.getByRole('button', { name: '新建客户' }).click()
  await dialog.getByRole('textbox', { name: '客户名称' }).fill('苏州恒瑞精密机械')
  await expect(dialog.getByRole('status')).toContainText('苏州恒瑞精密机械有限公司')
  await expect(dialog.getByRole('status')).toContainText('陈明 负责')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: '放弃未保存的修改？' }).getByRole('button', { name: '放弃修改' }).click()
  await expect(dialog).toBeHidden()
})

test('a customer is found by pinyin, by initials and by any part of its name', async ({ page, sluice, token }) => {
  await aCustomer(sluice.url, token, '广州市番禺区启明星教育科技有限公司')
  await aCustomer(sluice.url, token, '宁波远航物流有限公司')
  await page.goto('/customers')
  const search = page.getByRole('searchbox', { name: /搜索名称/ })
  for (const typed of ['qimingxing', 'qmxjy', '明星', '番禺']) {
    await search.fill(typed)
    await expect(page.getByRole('row', { name: /启明星教育/ }), typed).toBeVisible()
    await expect(page.getByRole('row', { name: /远航物流/ }), typed).toBeHidden()
  }
  await search.fill('没有这样一家')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page.getByRole('row', { name: /远航物流/ })).toBeVisible()
})

test('what was archived comes back by undoing it', async ({ page, sluice, token }) => {
  const { id } = await aCustomer(sluice.url, token, '将要归档的客户')
  await page.goto(`/customers/${id}`)
  await page
    .getByRole('button', { name: /更多操作/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: '归档' }).click()
  await page.getByRole('dialog', { name: '归档 将要归档的客户？' }).getByRole('button', { name: '归档' }).click()
  await expect(page.getByRole('button', { name: '恢复' })).toBeVisible()
  await page.getByText('已归档 将要归档的客户').locator('..').getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('已恢复 将要归档的客户')).toBeVisible()
  await page.goto('/customers?q=将要归档')
  await expect(page.getByRole('row', { name: /将要归档的客户/ })).toBeVisible()
})

test('a number is checked before it is kept, and who may not call does not see it', async ({ page, browser, sluice, token }) => {
  const { id } = await aCustomer(sluice.url, token, '有座机的客户', { name: '方丽萍', phone: '13900139000' })
  await page.goto(`/customers/${id}`)
  await page.getByRole('button', { name: '添加联系人' }).click()
  const dialog = page.getByRole('dialog', { name: '添加联系人' })
  await dialog.getByRole('textbox', { name: '姓名' }).fill('石少斌')
  await dialog.getByRole('textbox', { name: '电话' }).fill('1234567')
  await dialog.getByRole('button', { name: '添加联系人' }).click()
  await expect(dialog.getByRole('textbox', { name: '电话' })).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByRole('textbox', { name: '电话' }).fill('021-68888888 转 801')
  await dialog.getByRole('button', { name: '添加联系人' }).click()
  await expect(page.getByRole('link', { name: /021-6888 8888 转 801/ })).toBeVisible()

  const finance = await aColleague(sluice.url, token, { name: '邱令仪', role: 'finance', email: 'qiu@example.com' })
  const context = await browser.newContext({ baseURL: sluice.url, locale: 'zh-CN' })
  const hers = await context.newPage()
  await enter(hers, finance)
  await hers.goto('/contacts')
  const row = hers.getByRole('row', { name: /方丽萍/ })
  await expect(row).toContainText('****')
  await expect(row).not.toContainText('139 0013 9000')
  await expect(hers.getByRole('button', { name: '添加联系人' })).toHaveCount(0)
  await context.close()
})

test("a colleague's customer is not there for somebody beside him", async ({ browser, sluice, token }) => {
  const { id } = await aCustomer(sluice.url, token, '陈明自己的客户')
  const rep = await aColleague(sluice.url, token, { name: '顾南乔', role: 'rep', email: 'gu@example.com' })
  const context = await browser.newContext({ baseURL: sluice.url, locale: 'zh-CN' })
  const hers = await context.newPage()
  await enter(hers, rep)
  await hers.goto(`/customers/${id}`)
  await expect(hers.getByText('没有找到')).toBeVisible()
  await hers.goto('/customers')
  await expect(hers.getByText('还没有客户')).toBeVisible()
  await hers.goto('/settings/audit')
  await expect(hers.getByText('您没有查看权限')).toBeVisible()
  await context.close()
})

test('the decision chain is drawn by hand and by keyboard, a circle is refused, a change is undone, the picture is taken along', async ({
  page,
  sluice,
  token,
}) => {
  const { id } = await aCustomer(sluice.url, token, '绍兴云海纺织有限公司', { name: '高建国', phone: '13800138077' })
  for (const name of ['宋明', '何芳']) await ask(sluice.url, token, 'POST', '/contacts', { customerId: id, name })
  await page.goto(`/customers/${id}`)
  await page.getByRole('link', { name: '在图上编辑' }).click()
  const person = (name: string) => page.locator('[data-person]').filter({ hasText: name })
  const pull = async (from: string, to: string): Promise<void> => {
    await person(from).hover()
    await person(from).locator('[data-handle]').dragTo(person(to), { force: true })
  }
  await pull('宋明', '高建国')
  await expect(person('宋明')).toHaveAccessibleDescription(/向高建国汇报/)
  await pull('高建国', '宋明')
  await expect(page.getByText('高建国 → 宋明 → 高建国')).toBeVisible()
  await expect(person('高建国')).toHaveAccessibleDescription(/没有上级/)

  await person('宋明').focus()
  await page.keyboard.press('ArrowUp')
  await expect(person('高建国')).toBeFocused()
  await page.keyboard.press('3')
  await expect(person('高建国')).toHaveAccessibleDescription(/态度反对/)
  await expect(page.getByText('高层里只有反对者')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(person('高建国')).toHaveAccessibleDescription(/态度未知/)
  await person('何芳').focus()
  await page.keyboard.press('l')
  await person('高建国').focus()
  await page.keyboard.press('Enter')
  await expect(person('何芳')).toHaveAccessibleDescription(/向高建国汇报/)

  await person('何芳').click({ position: { x: 40, y: 60 } })
  await page.getByRole('button', { name: '影响人', exact: true }).click()
  await expect(person('何芳')).toHaveAccessibleName(/影响人/)
  await page.getByRole('button', { name: '使用者', exact: true }).click()
  await expect(person('何芳')).toHaveAccessibleName(/影响人 · 使用者/)
  await page.getByRole('button', { name: '导出', exact: true }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /SVG/ }).click()])
  expect(file.suggestedFilename()).toBe('绍兴云海纺织有限公司 的决策链.svg')
  const drawn = await readFile((await file.path())!, 'utf8')
  for (const name of ['高建国', '宋明', '何芳']) expect(drawn).toContain(name)
  await page.getByRole('button', { name: '导出', exact: true }).click()
  const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /PNG/ }).click()])
  expect(png.suggestedFilename()).toBe('绍兴云海纺织有限公司 的决策链.png')
  expect((await readFile((await png.path())!)).subarray(1, 4).toString()).toBe('PNG')
})

test('of two who draw on the same chain at once, the second is told and shown what the first drew', async ({
  page,
  sluice,
  token,
}) => {
  const { id } = await aCustomer(sluice.url, token, '嘉兴朗越纺织有限公司', { name: '包一鸣', phone: '13800138078' })
  const path = `/customers/${id}/decision-chain`
  const { people } = await ask<{ people: { id: string }[] }>(sluice.url, token, 'GET', path)
  // the second has not heard yet of what the first did
  await page.route('**/api/v1/news', (route) => route.fulfill({ status: 204 }))
  await page.goto(path)
  const card = page.locator('[data-person]').filter({ hasText: '包一鸣' })
  await expect(card).toHaveAccessibleDescription(/影响力未填/)
  await ask(sluice.url, token, 'PATCH', path, { people: [{ id: people[0]!.id, influence: 'high' }] })
  await card.focus()
  await page.keyboard.press('3')
  await expect(page.getByText(/\S+ 于 .*\d{2}:\d{2} 刚改过这张图/)).toBeVisible()
  await expect(card).toHaveAccessibleDescription(/态度未知/)
  await expect(card).toHaveAccessibleDescription(/影响力高/)
  await card.focus()
  await page.keyboard.press('3')
  await expect(card).toHaveAccessibleDescription(/态度反对/)
})

test('what is drawn while an earlier change is on its way stays drawn, also when the picture is read again meanwhile', async ({
  page,
  sluice,
  token,
}) => {
  const { id } = await aCustomer(sluice.url, token, '湖州青木纺织有限公司', { name: '董一凡', phone: '13800138079' })
  await ask(sluice.url, token, 'POST', '/contacts', { customerId: id, name: '何芳' })
  const path = `/customers/${id}/decision-chain`
  let letGo = (): void => undefined
  const held = new Promise<void>((done) => (letGo = done))
  await page.route(`**/api/v1${path}`, async (route) => {
    if (route.request().method() === 'PATCH') await held
    await route.continue()
  })
  await page.goto(path)
  const person = (name: string) => page.locator('[data-person]').filter({ hasText: name })
  await person('何芳').focus()
  await page.keyboard.press('l')
  await person('董一凡').focus()
  await page.keyboard.press('Enter')
  await person('何芳').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '影响人', exact: true }).click()
  await expect(person('何芳')).toHaveAccessibleName(/影响人/)
  // the news of a colleague's contact has the picture read again, while nothing of the above has been kept yet
  await ask(sluice.url, token, 'POST', '/contacts', { customerId: id, name: '新同事' })
  await expect(person('新同事')).toBeVisible()
  await page.getByRole('button', { name: '使用者', exact: true }).click()
  await expect(person('何芳')).toHaveAccessibleName(/影响人 · 使用者/)
  letGo()
  const kept = async (): Promise<unknown> => {
    const { people } = await ask<{ people: { name: string; roles: string[]; reportsToId: string | null }[] }>(
      sluice.url,
      token,
      'GET',
      path,
    )
    const { roles, reportsToId } = people.find(({ name }) => name === '何芳')!
    return { roles, isBelow: reportsToId !== null }
  }
  await expect.poll(kept).toEqual({ roles: ['influencer', 'user'], isBelow: true })
  await expect(person('何芳')).toHaveAccessibleName(/影响人 · 使用者/)
  await expect(person('何芳')).toHaveAccessibleDescription(/向董一凡汇报/)
})
