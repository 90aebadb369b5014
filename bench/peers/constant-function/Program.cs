using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await builder.Build().RunAsync();

namespace FunctionsMaaS.Bench.Peers
{
    /// <summary>What host and worker cost without us: the same trigger as Classify, and an answer that is always the same.</summary>
    public sealed class Constant
    {
        private static readonly byte[] Answer = """{"model":"constant","version":1,"label":"constant","score":1,"scores":[{"label":"constant","score":1}]}"""u8.ToArray();

        /// <summary>Answers without reading the request.</summary>
        [Function(nameof(Constant))]
        public static Task Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/classify")] HttpRequest request)
        {
            var response = request.HttpContext.Response;
            response.ContentType = "application/json";
            return response.Body.WriteAsync(Answer).AsTask();
        }
    }
}
