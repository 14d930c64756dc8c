import type { ReportStep } from './reports.ts'

/** The reports in English. */
export const reportEn: Readonly<Record<'total' | 'departments', readonly ReportStep[]>> = {
  total: [
    {
      by: 'agent',
      content:
        '## 🔍 Query analysis\n\nCount all employees: one measure, no grouping, no filter.\n\n```json\n{\n  "measures": ["employees.total_employees"]\n}\n```',
    },
    {
      by: 'function',
      content: '**SQL Query**\n\n```sql\nSELECT COUNT(*) AS total_employees\nFROM employees;\n```',
    },
    { by: 'function', content: '**Result**\n\n| Employees |\n| --: |\n| 300 |' },
    {
      by: 'agent',
      content:
        '## 📊 Analysis\n\nThe company has **300** employees. To see where they work, ask for the figures of each department.',
    },
  ],
  departments: [
    {
      by: 'agent',
      content:
        '## 🔍 Query analysis\n\nHeadcount by department: the measure is the number of employees, the dimension the department, largest first.\n\n```json\n{\n  "measures": ["employees.total_employees"],\n  "dimensions": ["departments.name"],\n  "order": { "employees.total_employees": "desc" }\n}\n```',
    },
    {
      by: 'function',
      content:
        '**SQL Query**\n\n```sql\nSELECT d.name AS department,\n       COUNT(*) AS total_employees,\n       ROUND(AVG(e.salary)) AS average_salary\nFROM employees AS e\nJOIN departments AS d ON d.id = e.department_id\nGROUP BY d.name\nORDER BY total_employees DESC;\n```',
    },
    {
      by: 'function',
      content:
        '**Result** 5 rows in 38 ms\n\n| Department | Employees | Average salary |\n| --- | --: | --: |\n| Research | 128 | 21,400 |\n| Production | 86 | 9,800 |\n| Sales | 47 | 14,250 |\n| Quality | 24 | 12,600 |\n| Administration | 15 | 8,900 |',
    },
    {
      by: 'agent',
      content:
        '## 📊 Analysis\n\n- **Research** is the largest department with **42.7 %** of all 300 people, and the best paid.\n- **Production** follows with 28.7 %; together they are more than seven in ten.\n- **Administration** has 15 people, one for every 20 colleagues, which is usual.\n\nTo look into cost, start with salaries in Research: 43 % of the people, about 58 % of the payroll.',
    },
  ],
}
