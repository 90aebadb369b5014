using System.Globalization;

namespace FunctionsMaaS.Http.Cards;

/// <summary>Numbers as a card has them, the same in every locale.</summary>
internal static class CardFigures
{
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Rate(double? rate) => rate?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The 95 % interval of a share by Wilson 1927, which also holds near 0 and 1 and for few texts.
    /// </summary>
    public static (double Low, double High) Wilson(double share, double texts)
    {
        const double Z = 1.959964;
        var centre = (share + (Z * Z / (2 * texts))) / (1 + (Z * Z / texts));
        var half = Z / (1 + (Z * Z / texts)) * Math.Sqrt((share * (1 - share) / texts) + (Z * Z / (4 * texts * texts)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
