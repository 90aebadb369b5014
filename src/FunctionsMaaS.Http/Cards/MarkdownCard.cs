using System.Text;

namespace FunctionsMaaS.Http.Cards;

/// <summary>Writes a card as GitHub-flavoured Markdown, in which labels and other values are text, whatever they hold.</summary>
internal static class MarkdownCard
{
    public static string Write(CardDocument card)
    {
        var page = new StringBuilder().Append("# ").Append(CardValue.Markdown(card.Title)).Append('\n');
        foreach (var section in card.Sections)
        {
            page.Append("\n## ").Append(section.Heading).Append('\n');
            foreach (var block in section.Blocks)
                Append(page.Append('\n'), block);
        }
        return page.ToString();
    }

    private static void Append(StringBuilder page, CardBlock block)
    {
        switch (block)
        {
            case CardText text:
                page.Append(CardValue.Markdown(text.Text)).Append('\n');
                break;
            case CardList list:
                foreach (var item in list.Items)
                    page.Append("- ").Append(CardValue.Markdown(item)).Append('\n');
                break;
            case CardFacts facts:
                foreach (var (name, value) in facts.Facts)
                    page.Append("- **").Append(CardValue.Markdown(name)).Append(":** ").Append(CardValue.Markdown(value)).Append('\n');
                break;
            case CardTable table:
                Append(page, table);
                break;
        }
    }

    private static void Append(StringBuilder page, CardTable table)
    {
        page.Append("**").Append(CardValue.Markdown(table.Caption)).Append("**\n\n");
        Row(page, table.Columns.Select(CardValue.Markdown));
        Row(page, table.Columns.Select((_, i) => i < table.WordColumns ? "---" : "---:"));
        foreach (var row in table.Rows)
            Row(page, row.Select(CardValue.Markdown));
    }

    private static void Row(StringBuilder page, IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
