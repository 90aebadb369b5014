using System.Security.Cryptography;
using System.Text;

namespace FunctionsMaaS.Http.Cards;

/// <summary>Writes a card as one HTML page that needs nothing besides itself: no script, no font, no network; light or dark as the reader's system is.</summary>
internal static class HtmlCard
{
    private static readonly Lazy<string> Style = new(static () =>
    {
        using var css = typeof(HtmlCard).Assembly.GetManifestResourceStream(typeof(HtmlCard), "card.css")!;
        return "\n" + new StreamReader(css).ReadToEnd();
    });

    private static readonly Lazy<string> StyleHash = new(static () => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Value))));

    /// <summary>The policy under which the page is sent: its own style and nothing else.</summary>
    public static string ContentSecurityPolicy =>
        $"default-src 'none'; style-src 'sha256-{StyleHash.Value}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Write(CardDocument card)
    {
        var title = CardValue.Html(card.Title);
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>{Style.Value}</style>
            </head>
            <body>
            <main>
            <h1><bdi>{title}</bdi></h1>

            """);
        foreach (var section in card.Sections)
        {
            page.Append("<section>\n<h2>").Append(CardValue.Html(section.Heading)).Append("</h2>\n");
            foreach (var block in section.Blocks)
                Append(page, block);
            page.Append("</section>\n");
        }
        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Append(StringBuilder page, CardBlock block)
    {
        switch (block)
        {
            case CardText text:
                page.Append("<p>").Append(CardValue.Html(text.Text)).Append("</p>\n");
                break;
            case CardList list:
                page.Append("<ul>\n");
                foreach (var item in list.Items)
                    page.Append("<li>").Append(CardValue.Html(item)).Append("</li>\n");
                page.Append("</ul>\n");
                break;
            case CardFacts facts:
                page.Append("<dl>\n");
                foreach (var (name, value) in facts.Facts)
                    page.Append("<dt>").Append(CardValue.Html(name)).Append("</dt><dd><bdi>").Append(CardValue.Html(value)).Append("</bdi></dd>\n");
                page.Append("</dl>\n");
                break;
            case CardTable table:
                Append(page, table);
                break;
        }
    }

    /// <summary>Wide tables scroll in a region of their own, which the keyboard reaches.</summary>
    private static void Append(StringBuilder page, CardTable table)
    {
        var caption = CardValue.Html(table.Caption);
        page.Append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"").Append(caption).Append("\">\n<table>\n<caption>").Append(caption).Append("</caption>\n<thead><tr>");
        foreach (var (i, column) in table.Columns.Index())
            page.Append("<th scope=\"col\"").Append(NumberClass(table, i)).Append('>').Append(CardValue.Html(column)).Append("</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
            AppendRow(page, table, row);
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void AppendRow(StringBuilder page, CardTable table, IReadOnlyList<string> row)
    {
        page.Append("<tr>");
        foreach (var (i, cell) in row.Index())
        {
            var (tag, attributes) = i == 0 ? ("th", " scope=\"row\"") : ("td", NumberClass(table, i));
            page.Append('<').Append(tag).Append(attributes).Append("><bdi>").Append(CardValue.Html(cell)).Append("</bdi></").Append(tag).Append('>');
        }
        page.Append("</tr>\n");
    }

    private static string NumberClass(CardTable table, int column) => column < table.WordColumns ? "" : " class=\"n\"";
}
