using FunctionsMaaS.Training;

namespace FunctionsMaaS.Explanation;

/// <summary>Explains labels of models whose margins are sums over the text. Thread-safe.</summary>
public static class TextExplainer
{
    /// <summary>Explains a label of a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="label">The label to explain; <see langword="null"/>: the most probable one.</param>
    /// <returns>The explanation, or <see langword="null"/> if the model has none to give: it is not an <see cref="IExplainableModel"/>, or has one label.</returns>
    /// <exception cref="ArgumentException">The model has no such label.</exception>
    public static TextExplanation? Explain(ITextModel model, string text, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        var chosen = label is null ? -1 : IndexOf(model.Labels, label);
        if (model is not IExplainableModel explainable || model.Labels.Count < 2)
            return null;
        var parts = explainable.Decompose(text);
        if (chosen < 0)
            chosen = Best(parts.Margins, except: -1);
        var runnerUp = Best(parts.Margins, except: chosen);
        return new()
        {
            ScoredText = parts.ScoredText,
            Label = model.Labels[chosen],
            Margin = parts.Margins[chosen],
            Bias = parts.Biases[chosen],
            RunnerUp = model.Labels[runnerUp],
            RunnerUpMargin = parts.Margins[runnerUp],
            RunnerUpBias = parts.Biases[runnerUp],
            Tokens =
            [
                .. parts.Spans.Select(span => new TokenContribution(span.Start, span.Length, span.Contributions[chosen], span.Contributions[runnerUp]))
                    .OrderByDescending(token => Math.Abs(token.Contribution)).ThenBy(token => token.Start).ThenBy(token => token.Length),
            ],
        };
    }

    private static int Best(float[] margins, int except)
    {
        var best = except == 0 ? 1 : 0;
        for (var i = best + 1; i < margins.Length; i++)
        {
            if (i != except && margins[i] > margins[best])
                best = i;
        }
        return best;
    }

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (string.Equals(labels[i], label, StringComparison.Ordinal))
                return i;
        }
        throw new ArgumentException($"'{Printable.Quote(label)}' is not a label of the model: it has {labels.Count}.", nameof(label));
    }
}
