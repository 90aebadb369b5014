using Cronos;

namespace FunctionsMaaS.Retraining;

/// <summary>An NCRONTAB schedule in UTC, as Azure Functions timers take it: six fields, seconds first; five fields mean second 0.</summary>
public sealed class RetrainingSchedule
{
    private readonly CronExpression _expression;

    private RetrainingSchedule(CronExpression expression) => _expression = expression;

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Five or six fields, or <see langword="null"/> or blank for none.</param>
    /// <returns>The schedule, or <see langword="null"/> for none.</returns>
    /// <exception cref="FormatException">It is not a schedule; the message quotes it.</exception>
    public static RetrainingSchedule? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            return new(CronExpression.Parse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard));
        }
        catch (CronFormatException error)
        {
            throw new FormatException(
                $"'{Printable.Quote(text)}' is not a schedule: write {{second}} {{minute}} {{hour}} {{day}} {{month}} {{day-of-week}}, such as '0 0 3 * * *'. {error.Message}", error);
        }
    }

    /// <summary>The first time of the schedule after <paramref name="time"/>, UTC, or <see langword="null"/> if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset time) => _expression.GetNextOccurrence(time, TimeZoneInfo.Utc);
}
