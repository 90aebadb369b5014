using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FunctionsMaaS.Training;

/// <summary>Reads what an ML.NET column says of itself.</summary>
internal static class ColumnAnnotations
{
    /// <summary>A text annotation, or <see langword="null"/>.</summary>
    public static string? Text(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: TextDataViewType })
            return null;
        var value = default(ReadOnlyMemory<char>);
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }

    /// <summary>The values behind a key column, as invariant text, or <see langword="null"/>.</summary>
    public static IReadOnlyList<string>? KeyValues(DataViewSchema.Column column) =>
        column.Type is KeyDataViewType ? Values(column, "KeyValues") : null;

    /// <summary>A vector annotation as invariant text, or <see langword="null"/>.</summary>
    public static IReadOnlyList<string>? Values(DataViewSchema.Column column, string kind) =>
        column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { Size: > 0 } type ? null : type.ItemType.RawType switch
        {
            var t when t == typeof(ReadOnlyMemory<char>) => Read<ReadOnlyMemory<char>>(column, kind),
            var t when t == typeof(float) => Read<float>(column, kind),
            var t when t == typeof(double) => Read<double>(column, kind),
            var t when t == typeof(sbyte) => Read<sbyte>(column, kind),
            var t when t == typeof(byte) => Read<byte>(column, kind),
            var t when t == typeof(short) => Read<short>(column, kind),
            var t when t == typeof(ushort) => Read<ushort>(column, kind),
            var t when t == typeof(int) => Read<int>(column, kind),
            var t when t == typeof(uint) => Read<uint>(column, kind),
            var t when t == typeof(long) => Read<long>(column, kind),
            var t when t == typeof(ulong) => Read<ulong>(column, kind),
            var t when t == typeof(bool) => Read<bool>(column, kind),
            _ => null,
        };

    private static string[] Read<T>(DataViewSchema.Column column, string kind)
    {
        var buffer = default(VBuffer<T>);
        column.Annotations.GetValue(kind, ref buffer);
        return [.. buffer.DenseValues().Select(value => Convert.ToString((object?)value is ReadOnlyMemory<char> text ? text.ToString() : value, CultureInfo.InvariantCulture) ?? "")];
    }
}

internal static class ColumnSequence
{
    public static DataViewSchema.Column? FirstOrNull(this IEnumerable<DataViewSchema.Column> columns, Func<DataViewSchema.Column, bool> predicate)
    {
        foreach (var column in columns)
        {
            if (predicate(column))
                return column;
        }
        return null;
    }
}
