namespace FunctionsMaaS.Training;

internal static class InverseDocumentFrequency
{
    /// <summary>log((1 + N) / df) of every term over N documents; 0 for terms that none of them holds. Pairs count <paramref name="pairWeight"/> times as much.</summary>
    public static float[] Of(CorpusTerms terms, int[] documents, float pairWeight)
    {
        var frequency = new int[terms.Count];
        foreach (var document in documents)
        {
            foreach (var term in terms.Documents[document])
                frequency[term]++;
        }
        int firstPair = terms.Words.Length, firstCompound = firstPair + terms.Pairs.Length;
        var weights = new float[terms.Count];
        for (var term = 0; term < weights.Length; term++)
        {
            if (frequency[term] > 0)
                weights[term] = (float)(Math.Log((1.0 + documents.Length) / frequency[term]) * (term >= firstPair && term < firstCompound ? pairWeight : 1));
        }
        return weights;
    }
}
