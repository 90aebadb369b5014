namespace FunctionsMaaS.Training.Compact;

/// <summary>Reads a model file back into parameters, to write it in another form.</summary>
internal static class CompactModelReader
{
    /// <summary>The parameters of an opened file.</summary>
    /// <exception cref="InvalidDataException">Its table is damaged.</exception>
    public static CompactParameters Read(CompactModel model)
    {
        var layout = model.Layout;
        var table = model.Table;
        var (keys, idf) = (new ulong[layout.Rows], new float[layout.Rows]);
        var weights = new float[checked(layout.Rows * layout.Classes)];
        for (var i = 0; i < layout.Rows; i++)
        {
            var row = table.Row(i);
            (keys[i], idf[i]) = (table.KeyOf(i), CompactTable.IdfOf(row));
            for (var c = 0; c < layout.Classes; c++)
                weights[(i * layout.Classes) + c] = RowKernels.WeightOf(row, layout.Bits, c);
            if (!(idf[i] > 0 && float.IsFinite(idf[i])) || (i > 0 && keys[i] <= keys[i - 1]))
                throw new InvalidDataException($"The compact model's row {i} is damaged: its idf is {idf[i]}, or it is not in the order of the table.");
        }
        return new()
        {
            Labels = model.Labels,
            Settings = model.Reader.Settings,
            Keys = keys,
            Idf = idf,
            Weights = weights,
            Biases = model.Biases,
            Probabilities = model.Probabilities,
        };
    }
}
