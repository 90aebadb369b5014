using Spectre.Console;

namespace FunctionsMaaS.Cli.Output;

/// <summary>A table of values, columns two spaces apart: with bold headings and folded into its width on a terminal, plain and a line a row elsewhere.</summary>
internal sealed class Sheet
{
    private readonly Shell _shell;
    private readonly Table _table;

    /// <summary>Makes an empty table.</summary>
    /// <param name="shell">Where it will be written.</param>
    /// <param name="columns">The headings; one that begins with <c>&gt;</c> is of numbers and aligned to the right.</param>
    public Sheet(Shell shell, params ReadOnlySpan<string> columns)
    {
        _shell = shell;
        _table = new Table { Border = TableBorder.None, ShowHeaders = columns.ContainsAnyExcept("", ">") };
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            var heading = new Paragraph(isNumber ? column[1..] : column, new Style(decoration: Decoration.Bold));
            _table.AddColumn(new TableColumn(heading) { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = isNumber, Padding = new(0, 0, 2, 0) });
        }
    }

    public bool IsEmpty => _table.Rows.Count == 0;

    /// <summary>Adds a row; labels and names from outside stand in it as they are, without controls.</summary>
    public void Add(params ReadOnlySpan<string> cells)
    {
        var row = new List<Paragraph>();
        foreach (var cell in cells)
            row.Add(new Paragraph(string.Concat(cell.Select(c => char.IsControl(c) ? '\uFFFD' : c))));
        _table.AddRow(row);
    }

    /// <summary>Writes it to standard output.</summary>
    public void Write()
    {
        if (_shell.OutWidth is { } width)
        {
            Terminal.On(_shell.Out, width, _shell).Write(_table);
            return;
        }
        using var text = new StringWriter();
        Terminal.On(text, width: null, _shell).Write(_table);
        foreach (var line in text.ToString().Split('\n'))
        {
            if (line.TrimEnd() is { Length: > 0 } filled)
                _shell.Out.WriteLine(filled);
        }
    }
}
