using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>One row over a model's input schema: the text in its column, and nothing (0, empty, missing) in every other.</summary>
internal sealed class TextRow(DataViewSchema schema, int textColumn) : DataViewRow
{
    private ReadOnlyMemory<char> _text;
    private long _position = -1;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    /// <summary>Moves to a new position, without which transforms answer from what they remember of the last one.</summary>
    public void MoveTo(string text)
    {
        _text = text.AsMemory();
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        var getter = column.Index == textColumn ? (ValueGetter<ReadOnlyMemory<char>>)GetText : EmptyColumn.GetterFor(schema[column.Index].Type);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue).Name}.");
    }

    private void GetText(ref ReadOnlyMemory<char> value) => value = _text;
}
