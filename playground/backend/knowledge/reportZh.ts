import type { ReportStep } from './reports.ts'

/** The reports in Chinese. */
export const reportZh: Readonly<Record<'total' | 'departments', readonly ReportStep[]>> = {
  total: [
    {
      by: 'agent',
      content:
        '## 🔍 查询分析\n\n统计员工总数：只需要一个度量，不分组，也不过滤。\n\n```json\n{\n  "measures": ["employees.total_employees"]\n}\n```',
    },
    {
      by: 'function',
      content: '**SQL Query**\n\n```sql\nSELECT COUNT(*) AS total_employees\nFROM employees;\n```',
    },
    { by: 'function', content: '**查询结果**\n\n| 员工总数 |\n| --: |\n| 300 |' },
    {
      by: 'agent',
      content:
        '## 📊 分析\n\n公司目前共有 **300** 名员工。若想了解分布，可以接着问「各部门有多少员工？」。',
    },
  ],
  departments: [
    {
      by: 'agent',
      content:
        '## 🔍 查询分析\n\n按部门统计人数：度量是员工总数，维度是部门，按人数从多到少排列。\n\n```json\n{\n  "measures": ["employees.total_employees"],\n  "dimensions": ["departments.name"],\n  "order": { "employees.total_employees": "desc" }\n}\n```',
    },
    {
      by: 'function',
      content:
        '**SQL Query**\n\n```sql\nSELECT d.name AS department,\n       COUNT(*) AS total_employees,\n       ROUND(AVG(e.salary)) AS average_salary\nFROM employees AS e\nJOIN departments AS d ON d.id = e.department_id\nGROUP BY d.name\nORDER BY total_employees DESC;\n```',
    },
    {
      by: 'function',
      content:
        '**查询结果** 5 行，用时 38 ms\n\n| 部门 | 员工数 | 平均月薪（元） |\n| --- | --: | --: |\n| 研发部 | 128 | 21,400 |\n| 生产部 | 86 | 9,800 |\n| 销售部 | 47 | 14,250 |\n| 质量部 | 24 | 12,600 |\n| 行政部 | 15 | 8,900 |',
    },
    {
      by: 'agent',
      content:
        '## 📊 分析\n\n- **研发部**人数最多，占全员 300 人的 **42.7 %**，平均月薪也最高。\n- **生产部**次之，占 28.7 %，两个部门合计超过七成。\n- **行政部**只有 15 人，人均支持 20 名同事，处在合理范围。\n\n建议：若关注人力成本，先看研发部的薪资结构；它以 43 % 的人数占去约 58 % 的薪资总额。',
    },
  ],
}
