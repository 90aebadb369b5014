namespace FunctionsMaaS.Training.Compact;

/// <summary>Finds the slopes and the knee that make the labels of held-out texts most probable.</summary>
internal static class ProbabilitiesFit
{
    private const int Steps = 70;
    private const int Rounds = 2;
    private const double MinLogSlope = -2.3, MaxLogSlope = 4.6; // 0.1 to 100
    private const double MaxKnee = 3;

    /// <summary>Minimises the mean negative log likelihood.</summary>
    /// <param name="margins">Held-out margins, one row a text.</param>
    /// <param name="truth">The right class of each row.</param>
    /// <param name="start">Where to begin.</param>
    public static Probabilities Fit(float[][] margins, int[] truth, Probabilities start)
    {
        double[] point = [Math.Log(start.Above), Math.Log(start.Below), start.Knee];
        // Begun again with a new simplex where the first ended: it may have shrunk before it got there, as where equal slopes hide the knee.
        for (var round = 0; round < Rounds; round++)
            point = NelderMead.Minimize(at => Loss(margins, truth, Of(at)), point, round == 0 ? -0.7 : 0.5, Steps);
        return Of(point);
    }

    private static Probabilities Of(double[] point) => new(
        (float)Math.Exp(Math.Clamp(point[0], MinLogSlope, MaxLogSlope)),
        (float)Math.Exp(Math.Clamp(point[1], MinLogSlope, MaxLogSlope)),
        (float)Math.Clamp(point[2], -MaxKnee, MaxKnee));

    private static double Loss(float[][] margins, int[] truth, Probabilities probabilities)
    {
        // In parts of a fixed size, so that the sum does not depend on how many threads made it.
        const int Part = 256;
        var losses = new double[(margins.Length + Part - 1) / Part];
        Parallel.For(0, losses.Length, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            for (var i = part * Part; i < Math.Min(margins.Length, (part + 1) * Part); i++)
                losses[part] += Loss(margins[i], truth[i], probabilities);
        });
        return losses.Sum() / margins.Length;
    }

    private static double Loss(float[] margins, int truth, Probabilities probabilities)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (var margin in margins)
            highest = Math.Max(highest, probabilities.LogitOf(margin));
        foreach (var margin in margins)
            sum += Math.Exp(probabilities.LogitOf(margin) - highest);
        return Math.Log(sum) + highest - probabilities.LogitOf(margins[truth]);
    }
}
