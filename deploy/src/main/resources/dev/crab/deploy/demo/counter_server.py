import http.server


class Counter(http.server.BaseHTTPRequestHandler):
    count = 0

    def do_GET(self):
        if self.path == "/add":
            Counter.count += 1
        body = str(Counter.count).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


# Without an interval the server sleeps until somebody asks; with the default it wakes twice a second.
http.server.HTTPServer(("127.0.0.1", 8000), Counter).serve_forever(poll_interval=None)
