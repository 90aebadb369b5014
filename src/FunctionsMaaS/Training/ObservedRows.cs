using System.Collections;

namespace FunctionsMaaS.Training;

/// <summary>
/// Rows that a trainer reads again and again, watched: ML.NET's trainers take no cancellation token, but they read their data row by
/// row, so a read is where they can be stopped, and counted.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="repeats">How many times over they are listed.</param>
/// <param name="read">Called before every read; may throw.</param>
internal sealed class ObservedRows(TrainingRow[] rows, int repeats, Action read) : IList<TrainingRow>
{
    public int Count => rows.Length * repeats;

    public bool IsReadOnly => true;

    public TrainingRow this[int index]
    {
        get
        {
            read();
            return rows[index % rows.Length];
        }
        set => throw new NotSupportedException();
    }

    public IEnumerator<TrainingRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Contains(TrainingRow item) => rows.Contains(item);

    public int IndexOf(TrainingRow item) => Array.IndexOf(rows, item);

    public void CopyTo(TrainingRow[] array, int arrayIndex)
    {
        foreach (var row in this)
            array[arrayIndex++] = row;
    }

    public void Add(TrainingRow item) => throw new NotSupportedException();

    public void Clear() => throw new NotSupportedException();

    public void Insert(int index, TrainingRow item) => throw new NotSupportedException();

    public bool Remove(TrainingRow item) => throw new NotSupportedException();

    public void RemoveAt(int index) => throw new NotSupportedException();
}
