namespace FunctionsMaaS.Evaluation.Gate;

/// <summary>Does the challenger do as well over the classes, each weighing the same? Interval of a paired bootstrap.</summary>
internal static class MacroF1Check
{
    private const string Name = "macro-f1";

    public static GateCheck Of(double difference, Interval interval, int texts, GateOptions options)
    {
        if (texts < options.MinTexts && options.Require == GateRequirement.NotWorse)
        {
            return new(Name, difference >= 0, difference, 0, FormattableString.Invariant(
                $"the difference is {difference:+0.0000;-0.0000;0}: with fewer than {options.MinTexts} texts there must be none to the worse"));
        }

        var (end, value, limit) = options.Require == GateRequirement.WithinMargin ? ("lower", interval.Low, -options.Margin) : ("upper", interval.High, 0);
        return new(Name, value >= limit, value, limit, FormattableString.Invariant(
            $"the difference is {difference:+0.0000;-0.0000;0}, with {100 * (1 - (2 * options.Alpha)):0.##} % confidence {interval.Low:+0.0000;-0.0000;0} to {interval.High:+0.0000;-0.0000;0}, whose {end} end must not be below {limit:0.####}"));
    }
}
