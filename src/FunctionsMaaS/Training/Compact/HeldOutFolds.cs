using FunctionsMaaS.Data;

namespace FunctionsMaaS.Training.Compact;

/// <summary>Which texts a calibration is fitted on, and so must be kept from the model that scores them.</summary>
internal static class HeldOutFolds
{
    /// <summary>Fewer texts say too little about confidence.</summary>
    public const int MinDocuments = 60;

    private const int Parts = 5;

    /// <summary>From so many texts on, one part of them is enough to fit two numbers.</summary>
    private const int EnoughForOne = 2000;

    /// <summary>
    /// Deals texts into held-out folds, class by class. Of many texts one fold is held out; where most of them are dated messages, the newest fifth: the texts to come will be
    /// newer than those learned from, and a random fold shares threads and authors with the rest, which makes a model look surer than it is.
    /// </summary>
    /// <param name="originals">The texts before anything was stripped from them.</param>
    /// <param name="classes">Their classes.</param>
    /// <returns>The texts of each fold, ascending; no fold where there are too few texts.</returns>
    public static int[][] Deal(IReadOnlyList<string> originals, int[] classes)
    {
        if (classes.Length < MinDocuments)
            return [];
        var folds = classes.Length >= EnoughForOne ? 1 : Parts;
        var dates = new DateTimeOffset?[classes.Length];
        if (folds == 1)
            Parallel.For(0, dates.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => dates[i] = MessageDate.Of(originals[i]));
        var isDated = dates.Count(date => date is not null) * 2 > dates.Length;
        var parts = new List<int>[folds];
        for (var fold = 0; fold < folds; fold++)
            parts[fold] = [];
        foreach (var group in Enumerable.Range(0, classes.Length).GroupBy(i => classes[i]))
        {
            // A stable order: undated texts first, so in the training part, and else the order of the corpus, which is random.
            int[] members = isDated ? [.. group.OrderByDescending(i => dates[i] ?? DateTimeOffset.MinValue)] : [.. group];
            if (folds == 1)
                parts[0].AddRange(members.Take(members.Length / Parts));
            else
                for (var i = 0; i < members.Length; i++)
                    parts[(i + group.Key) % Parts].Add(members[i]);
        }
        return [.. parts.Where(part => part.Count > 0).Select(part => { part.Sort(); return part.ToArray(); })];
    }
}
