using System.Text.Json;
using FunctionsMaaS.Http.Problems;

namespace FunctionsMaaS.Http.Mlflow;

/// <summary>Collects one text a row, whether a row is the text, a list of cells or an object of named cells.</summary>
internal sealed class RowTexts(string field, HttpLimitsOptions limits)
{
    private readonly List<string> _texts = [];

    /// <summary>Which cell of a list is the text.</summary>
    public int Column { get; set; }

    /// <summary>How many cells a list must have.</summary>
    public int Width { get; set; } = 1;

    /// <exception cref="ProblemException">It is not an array, too long, or a row is not of a form that holds one text.</exception>
    public void AddRows(JsonElement rows)
    {
        JsonBody.Require(rows, JsonValueKind.Array, field);
        TextGate.CheckCount(rows.GetArrayLength(), field, limits);
        foreach (var row in rows.EnumerateArray())
            AddCell(Cell(row));
    }

    /// <exception cref="ProblemException">It is no string, or a text that cannot be classified.</exception>
    public void AddCell(JsonElement cell)
    {
        var where = $"{field}[{_texts.Count}]";
        _texts.Add(TextGate.Check(JsonBody.String(cell, where), where, limits));
    }

    /// <exception cref="ProblemException">There is no text.</exception>
    public IReadOnlyList<string> Checked()
    {
        TextGate.CheckCount(_texts.Count, field, limits);
        return _texts;
    }

    private JsonElement Cell(JsonElement row) => row.ValueKind switch
    {
        JsonValueKind.Object => TextColumn.Of(row),
        JsonValueKind.Array when row.GetArrayLength() == Width => row[Column],
        JsonValueKind.Array => throw JsonBody.Invalid($"'{field}[{_texts.Count}]' has {row.GetArrayLength()} cells but must have {Width}."),
        _ => row,
    };
}
